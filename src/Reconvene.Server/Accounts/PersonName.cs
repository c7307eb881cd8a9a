namespace Reconvene.Server.Accounts;

/// <summary>What people and tenants may be called.</summary>
internal static class PersonName
{
    private const int Longest = 200;

    /// <summary>Why a name cannot be taken; null when it can.</summary>
    public static string? Refuse(string name) =>
        string.IsNullOrWhiteSpace(name) || name.Length > Longest || name.Any(char.IsControl)
            ? $"must have 1 to {Longest} characters, none of them a control character."
            : null;
}
