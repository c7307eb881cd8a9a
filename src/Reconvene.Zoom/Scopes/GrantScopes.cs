namespace Reconvene.Zoom.Scopes;

/// <summary>Which of an operation's scopes count for a grant, and which to name to a person.</summary>
internal static class GrantScopes
{
    private enum Level
    {
        User,
        Admin,
        Master,
    }

    /// <summary>Whether any one scope of either family allows the operation to this grant.</summary>
    public static bool Allows(ZoomOperation operation, ZoomGrant grant, IEnumerable<string> granted) =>
        Accepted(operation, grant).Intersect(granted, StringComparer.Ordinal).Any();

    /// <summary>
    /// What to add, the narrowest first as in the table: those at the grant's own level, else at the next that has any.
    /// </summary>
    public static IReadOnlyList<string> ToAdd(IReadOnlyList<string> family, ZoomGrant grant)
    {
        foreach (var level in Preference(grant))
        {
            List<string> found = [.. family.Where(scope => LevelOf(scope) == level)];
            if (found.Count > 0)
            {
                return found;
            }
        }

        return [];
    }

    private static List<string> Accepted(ZoomOperation operation, ZoomGrant grant)
    {
        List<string> all = [.. operation.GranularScopes, .. operation.ClassicScopes];
        var own = all.FindAll(scope => LevelOf(scope) is var level
            && grant switch
            {
                ZoomGrant.User => level is Level.User or Level.Admin,
                ZoomGrant.Master => level == Level.Master,
                _ => level == Level.Admin,
            });

        // Some operations exist on one level only, as the list of sub-accounts does.
        return own.Count > 0 ? own : all;
    }

    private static Level[] Preference(ZoomGrant grant) => grant switch
    {
        ZoomGrant.User => [Level.User, Level.Admin, Level.Master],
        ZoomGrant.Master => [Level.Master, Level.Admin, Level.User],
        _ => [Level.Admin, Level.Master, Level.User],
    };

    private static Level LevelOf(string scope) =>
        scope.EndsWith(":master", StringComparison.Ordinal) ? Level.Master
        : scope.EndsWith(":admin", StringComparison.Ordinal) ? Level.Admin
        : Level.User;
}
