namespace Reconvene.Server.Webhooks.Inbox;

internal enum Stored
{
    /// <summary>It is in the inbox since now.</summary>
    New,

    /// <summary>The same body from the same app was there before.</summary>
    Before,

    /// <summary>It is not known to be there: the database is locked, full or away, or too many wait.</summary>
    No,
}
