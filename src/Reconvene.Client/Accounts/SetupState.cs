namespace Reconvene.Client.Accounts;

/// <summary>Whether this server has an owner yet.</summary>
/// <param name="Completed">True once the first owner exists; setup then answers 404.</param>
public sealed record SetupState(bool Completed);
