namespace Reconvene.Server.Recordings.Mark;

/// <summary>What stands where the media folder should.</summary>
internal enum MediaPlace
{
    /// <summary>The folder of this database.</summary>
    Ours,

    /// <summary>A folder without a mark: perhaps what its disk is mounted over.</summary>
    Unmarked,

    /// <summary>The folder of another database.</summary>
    Foreign,
}
