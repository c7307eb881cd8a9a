using System.Diagnostics;

namespace Reconvene.Server.Jobs;

/// <summary>One step in a definition.</summary>
/// <param name="Name">Stands in the job's row; renaming a step class needs a migration.</param>
/// <param name="Type">Made by the container for each run.</param>
/// <param name="Lane">What it uses up.</param>
internal sealed record JobStep(string Name, Type Type, Lane Lane)
{
    public const string AccountPrefix = "acct:";

    /// <summary>Counts as an account's group of its own.</summary>
    public const string ListsPrefix = AccountPrefix + "lists:";
    public const string DownloadGroup = "download";
    public const string WorkGroup = "work";
    public const string DiskGroup = "disk";
    public const string SpeechGroup = "speech";
    public const string ModelGroup = "model";

    public static bool IsOfLists(string group) => group.StartsWith(ListsPrefix, StringComparison.Ordinal);

    /// <summary>The group whose limit a run of this step counts against.</summary>
    public string GroupFor(string account) => Lane switch
    {
        Lane.Account => AccountPrefix + account,
        Lane.Lists => ListsPrefix + account,
        Lane.Download => DownloadGroup,
        Lane.Work => WorkGroup,
        Lane.Disk => DiskGroup,
        Lane.Speech => SpeechGroup,
        Lane.Model => ModelGroup,
        _ => throw new UnreachableException(),
    };
}
