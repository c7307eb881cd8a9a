namespace Reconvene.Server.Jobs;

/// <summary>What a step uses up, and so how many of its kind run at once.</summary>
internal enum Lane
{
    /// <summary>Calls to one Zoom account: few at a time for each connection.</summary>
    Account,

    /// <summary>
    /// Lists of one Zoom account, for hours: few at a time for each connection, apart from what takes one call, and never on
    /// more than half of all threads.
    /// </summary>
    Lists,

    /// <summary>Disk and network.</summary>
    Download,

    /// <summary>The processor: parsing and making.</summary>
    Work,

    /// <summary>The disk alone: reading through what is held.</summary>
    Disk,

    /// <summary>A recogniser of speech, here or elsewhere, for minutes.</summary>
    Speech,

    /// <summary>A language model.</summary>
    Model,
}
