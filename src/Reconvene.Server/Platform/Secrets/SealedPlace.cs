namespace Reconvene.Server.Platform.Secrets;

/// <summary>Where a sealed value stands. Moved to another row, column or tenant, it does not open.</summary>
internal readonly record struct SealedPlace(string Table, string Column, string Row);
