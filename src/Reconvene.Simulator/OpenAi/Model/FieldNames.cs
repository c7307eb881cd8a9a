using System.Text.RegularExpressions;

namespace Reconvene.Simulator.OpenAi.Model;

/// <summary>What a property is for, by its name.</summary>
internal static partial class FieldNames
{
    public static bool IsCitation(string name) => Citation().IsMatch(name);

    public static bool IsTitle(string name) => Title().IsMatch(name);

    public static bool IsPerson(string name) => Person().IsMatch(name);

    public static bool IsDue(string name) => Due().IsMatch(name);

    public static bool IsTime(string name) => Time().IsMatch(name);

    public static bool IsLanguage(string name) => Language().IsMatch(name);

    // Not a deadline, a resource or a preference.
    [GeneratedRegex("segment|citation|cite|(?<!re)source|evidence|(?<!p)reference|^lines?($|_)|_lines?$|^refs?$", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Citation();

    [GeneratedRegex("title|headline|heading|subject|topic", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Title();

    [GeneratedRegex(
        "owner|speaker|assignee|responsible|participant|attendee|author|person|people|^who|^by$|^name$",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture,
        1000)]
    private static partial Regex Person();

    [GeneratedRegex("due|deadline|^date|date$", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Due();

    [GeneratedRegex("^(start|end|at|time|seconds|timestamp|starts?_?at|ends?_?at)$", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Time();

    [GeneratedRegex("^lang(uage)?(_?code)?$", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Language();
}
