namespace Reconvene.Server.Connections;

/// <summary>What is to be changed of a connection's row; null leaves a column as it is.</summary>
internal sealed record ChangedConnection(string? AccountName, bool? IsActive, string? Plan);
