using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace Reconvene.Zoom;

/// <summary>
/// Where a listing goes on, as Zoom told it. It lives 15 minutes, and holds for the same question and page size only. It
/// can be written down with <see cref="ToString"/> and read again.
/// </summary>
public sealed partial record ZoomPlace
{
    private const int Longest = 1000;

    private ZoomPlace(string query) => Query = query;

    /// <summary>The part of a query that leads there.</summary>
    internal string Query { get; }

    /// <summary>Reads what was written down; false when it is none.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out ZoomPlace? place)
    {
        place = text is { Length: <= Longest } && Form().IsMatch(text) ? new ZoomPlace(text) : null;
        return place is not null;
    }

    /// <summary>As it can be written down.</summary>
    public override string ToString() => Query;

    internal static ZoomPlace? Of(string? query) => query is null ? null : new ZoomPlace(query);

    // Nothing that could end the parameter and begin another.
    [GeneratedRegex(@"^(next_page_token=[A-Za-z0-9%._~-]+|page_number=[0-9]{1,9})\z", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Form();
}
