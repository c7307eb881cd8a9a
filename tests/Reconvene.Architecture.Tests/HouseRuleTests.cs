using System.Text.RegularExpressions;

namespace Reconvene.Architecture.Tests;

public sealed partial class HouseRuleTests
{
    [Fact]
    public void Only_the_jobs_room_names_Quartz() => Assert.Empty(
        from file in SourceTree.Files("src")
        where !file.Name.StartsWith("src/Reconvene.Server/Jobs/", StringComparison.Ordinal)
        from line in file.Code
        where QuartzName().IsMatch(line.Text)
        select line.Place);

    [Fact]
    public void No_address_of_Zoom_stands_outside_the_Zoom_library() => Assert.Empty(
        from file in SourceTree.Files("src")
        where !file.Name.StartsWith("src/Reconvene.Zoom/", StringComparison.Ordinal)
            && !file.Name.StartsWith("src/Reconvene.Simulator/", StringComparison.Ordinal)
        from line in file.Code
        where ZoomAddress().IsMatch(line.Text)
        select line.Place);

    /// <summary>What a row holds changes by a statement in its store, what a view holds never; options are bound by the framework.</summary>
    [Fact]
    public void Only_options_have_public_setters() => Assert.Empty(
        from file in SourceTree.Files("src/Reconvene.Server")
        where !file.Name.EndsWith("Options.cs", StringComparison.Ordinal) && !Exceptions.PublicSetters.ContainsKey(file.Name)
        from line in file.Code
        where PublicSetter().IsMatch(line.Text)
        select line.Place);

    [Fact]
    public void Every_exception_is_caught_at_boundaries_only() => Assert.Empty(
        from file in SourceTree.Files("src")
        where !Exceptions.Boundaries.ContainsKey(file.Name)
        from line in file.Code
        where CatchesAll(line.Text)
        select line.Place);

    [Fact]
    public void A_file_stays_under_300_lines() => Assert.Empty(
        from file in SourceTree.Files("src").Concat(SourceTree.Files("tests"))
        where !Exceptions.LongFiles.ContainsKey(file.Name)
        let length = file.Lines.Length
        where length > 300
        select $"{file.Name}: {length} lines");

    [Fact]
    public void Every_exception_of_these_rules_names_a_file_that_exists() => Assert.All(
        Exceptions.Boundaries.Keys.Concat(Exceptions.LongFiles.Keys).Concat(Exceptions.PublicSetters.Keys),
        name => Assert.True(File.Exists(Path.Combine(SourceTree.Root, name)), $"{name} is gone: take it off the list."));

    [Theory]
    [InlineData("catch (Exception error)", true)]
    [InlineData("catch (Exception)", true)]
    [InlineData("catch (Exception error) when (!cancellation.IsCancellationRequested)", true)]
    [InlineData("catch (Exception error) when (error is not OperationCanceledException)", true)]
    [InlineData("catch (Exception error) when (error is IOException or SocketException)", false)]
    [InlineData("catch (IOException error)", false)]
    public void A_catch_of_everything_is_told_from_a_catch_of_two_kinds(string line, bool isOfEverything) =>
        Assert.Equal(isOfEverything, CatchesAll(line));

    private static bool CatchesAll(string line) => CatchException().IsMatch(line) && !NamesItsKinds().IsMatch(line);

    [GeneratedRegex(@"\bQuartz(\.|;)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex QuartzName();

    [GeneratedRegex("\"[^\"]*\\bzoom(gov)?\\.(us|com)\\b", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ZoomAddress();

    [GeneratedRegex(@"^\s*public\s.*\{\s*get;\s*set;\s*\}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex PublicSetter();

    [GeneratedRegex(@"\bcatch\s*\(\s*(System\.)?Exception\b", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex CatchException();

    [GeneratedRegex(@"when\s*\(\s*(\w+ is (?!not\b)[A-Z]|Wire\.IsOutage\()", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NamesItsKinds();
}
