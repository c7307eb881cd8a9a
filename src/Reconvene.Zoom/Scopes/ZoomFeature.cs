namespace Reconvene.Zoom.Scopes;

/// <summary>Something that people want of a connection, with the operations that it takes.</summary>
public sealed class ZoomFeature
{
    private readonly IReadOnlyList<ZoomOperation> _operations;
    private readonly IReadOnlyList<ZoomOperation> _ofUser;

    internal ZoomFeature(
        string id,
        string name,
        string purpose,
        IReadOnlyList<ZoomOperation> operations,
        IReadOnlyList<ZoomOperation>? ofUser = null)
    {
        (Id, Name, Purpose) = (id, name, purpose);
        (_operations, _ofUser) = (operations, ofUser ?? operations);
    }

    /// <summary>Its lasting id, such as <c>own-recordings</c>.</summary>
    public string Id { get; }

    /// <summary>Its English name.</summary>
    public string Name { get; }

    /// <summary>What it is for, in one English sentence.</summary>
    public string Purpose { get; }

    /// <summary>The operations that all must be allowed. A user's grant may need others than an account's.</summary>
    public IReadOnlyList<ZoomOperation> OperationsFor(ZoomGrant grant) =>
        grant == ZoomGrant.User ? _ofUser : _operations;

    /// <summary>
    /// Judges granted scopes. For each operation any one scope of either family is enough that fits the grant:
    /// <c>:admin</c> for server-to-server, <c>:master</c> for a master account, and for a user's grant one without an
    /// ending or with <c>:admin</c>.
    /// </summary>
    /// <param name="granted">The token's scopes; null when Zoom did not tell them.</param>
    /// <param name="grant">How the token was got.</param>
    public FeatureJudgement Judge(IReadOnlyList<string>? granted, ZoomGrant grant)
    {
        if (granted is null)
        {
            return new FeatureJudgement(this, FeatureVerdict.Unknown, []);
        }

        List<MissingScope> missing = [.. OperationsFor(grant)
            .Where(operation => !GrantScopes.Allows(operation, grant, granted))
            .Select(operation => new MissingScope(
                operation,
                GrantScopes.ToAdd(operation.GranularScopes, grant),
                GrantScopes.ToAdd(operation.ClassicScopes, grant)))];
        return new FeatureJudgement(this, missing.Count == 0 ? FeatureVerdict.Yes : FeatureVerdict.No, missing);
    }

    /// <summary>The id.</summary>
    public override string ToString() => Id;
}
