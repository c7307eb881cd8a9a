using Reconvene.Client.Sources;
using Reconvene.Server.Connections;
using Reconvene.Server.Ledger;
using Reconvene.Server.Platform.Http;
using Reconvene.Server.Sources.Scheduling;

namespace Reconvene.Server.Sources;

/// <summary>What a source must look like. Rules of the configuration that need the connection take it.</summary>
internal static class SourceRules
{
    /// <summary>Nothing is moved to Zoom's trash by itself.</summary>
    public const string Never = "never";

    private const int LongestName = 200;
    private const int MostUsers = 1000;
    private const int MostAccounts = 500;
    private const int MostSources = 1000;

    public static IReadOnlyList<FieldError> Judge(AddSourceRequest request, DateTimeOffset now)
    {
        var wrong = new List<FieldError>();
        Name(wrong, request.Name);
        if (!string.Equals(request.Platform, "zoom", StringComparison.OrdinalIgnoreCase))
        {
            wrong.Add(new("platform", "must be zoom."));
        }

        if (request.CredentialId is null)
        {
            wrong.Add(new("credential_id", "is missing: give the id of a credential."));
        }

        wrong.AddRange(ScheduleRules.Judge(request.Schedule, request.ScheduleTimezone, now));
        Keeping(wrong, request.KeepMedia, request.TrashAtZoomAfter);
        return wrong;
    }

    /// <summary>A request without a body asks for all.</summary>
    public static IReadOnlyList<FieldError> Judge(BulkSyncRequest? request) => request?.SourceIds switch
    {
        { Count: 0 } => [new("source_ids", "names no source: leave it out for all that are active.")],
        { Count: > MostSources } ids => [new("source_ids", $"has {ids.Count} ids: name {MostSources} at most in one call, or leave it out for all that are active.")],
        _ => [],
    };

    public static IReadOnlyList<FieldError> Judge(ChangeSourceRequest request, SourceView? before, DateTimeOffset now)
    {
        var wrong = new List<FieldError>();
        if (request.Name is not null)
        {
            Name(wrong, request.Name);
        }

        if (request.Schedule is not null || request.ScheduleTimezone is not null)
        {
            wrong.AddRange(ScheduleRules.Judge(request.Schedule ?? before?.Schedule, request.ScheduleTimezone, now));
        }

        Keeping(wrong, request.KeepMedia, request.TrashAtZoomAfter);

        return wrong;
    }

    public static IReadOnlyList<FieldError> Judge(ZoomSourceConfig config, ZoomConnection connection)
    {
        var wrong = new List<FieldError>();
        var type = config.RecordingType ?? SourceRecordings.Cloud;
        if (!SourceRecordings.IsKnown(type))
        {
            wrong.Add(new("config.recording_type", "must be cloud (meetings and webinars), phone (Zoom Phone) or all (both)."));
        }
        else if (config.IncludeTrash is true && string.Equals(type, SourceRecordings.Phone, StringComparison.OrdinalIgnoreCase))
        {
            wrong.Add(new("config.include_trash", "cannot be true with recording_type phone: Zoom does not list the trash of Zoom Phone. Leave it out."));
        }

        Master(wrong, config, connection);
        if (config.UserId is { } user && (string.IsNullOrWhiteSpace(user) || user.Length > 320))
        {
            wrong.Add(new("config.user_id", "must be a Zoom user id or an e-mail address, or be left out."));
        }
        else if (config.UserId is { } other && connection.IsOfOneUser && !IsOwn(other, connection))
        {
            wrong.Add(new(
                "config.user_id",
                "is another user than the credential's own: an OAuth token sees one person's recordings alone. Leave it out, or use a Server-to-Server credential."));
        }

        return wrong;
    }

    private static void Keeping(List<FieldError> wrong, string? keep, string? trash)
    {
        if (keep is not null && KeepMedia.Read(keep) is null)
        {
            wrong.Add(new("keep_media", "must be forever, until_processed, or a number of days from 1 to 3650 such as 30d."));
        }

        if (trash is not null && KeepMedia.ReadDays(trash) is null && !string.Equals(trash.Trim(), Never, StringComparison.OrdinalIgnoreCase))
        {
            wrong.Add(new("trash_at_zoom_after", "must be never, or a number of days from 1 to 3650 such as 7d."));
        }
    }

    private static bool IsOwn(string user, ZoomConnection connection) =>
        user is ZoomConnection.Me
        || user == connection.ZoomUserId
        || string.Equals(user, connection.ZoomEmail, StringComparison.OrdinalIgnoreCase);

    private static void Master(List<FieldError> wrong, ZoomSourceConfig config, ZoomConnection connection)
    {
        var emails = config.UserEmails is { Count: > 0 };
        var accounts = config.AccountIds is { Count: > 0 };
        var master = config.IsMasterAccount ?? false;
        if (emails && accounts)
        {
            wrong.Add(new("config.account_ids", "cannot stand beside user_emails: choose one of the two."));
        }

        if (master && connection.IsOfOneUser)
        {
            wrong.Add(new(
                "config.is_master_account",
                "needs a Server-to-Server credential of a master account: an OAuth token sees one person's recordings alone."));
            return;
        }

        if (config.UserId is not null && (emails || accounts))
        {
            wrong.Add(new("config.user_id", "cannot stand beside user_emails or account_ids: choose one of them."));
        }

        if ((emails || accounts) && !(master && connection.IsMasterAccount))
        {
            wrong.Add(new(
                emails ? "config.user_emails" : "config.account_ids",
                "needs is_master_account to be true on the source and on the credential."));
        }

        if (master && !emails && !accounts)
        {
            wrong.Add(new("config.is_master_account", "needs user_emails or account_ids beside it."));
        }

        if (config.AccountIds is { } ids && (ids.Count > MostAccounts || ids.Any(id => id is null || !IsAccount(id))))
        {
            wrong.Add(new("config.account_ids", $"must be at most {MostAccounts} Zoom account ids, each of 5 to 200 letters, digits, '-' and '_'."));
        }

        if (config.UserEmails is { } list && (list.Count > MostUsers || list.Any(email => email is null || !IsEmail(email))))
        {
            wrong.Add(new("config.user_emails", $"must be at most {MostUsers} e-mail addresses, such as anna@example.com."));
        }
    }

    private static bool IsAccount(string text) =>
        text.Length is >= 5 and <= 200 && text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_');

    private static bool IsEmail(string text) =>
        text.Length <= 320 && text.IndexOf('@', StringComparison.Ordinal) is var at && at > 0 && at < text.Length - 1
        && !text.Any(char.IsWhiteSpace);

    private static void Name(List<FieldError> wrong, string? name)
    {
        if (string.IsNullOrWhiteSpace(name) || name.Length > LongestName)
        {
            wrong.Add(new("name", $"must be 1 to {LongestName} characters long."));
        }
    }
}
