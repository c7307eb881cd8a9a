using System.Globalization;
using System.Text.RegularExpressions;
using Reconvene.Client.Deliverables;
using Reconvene.Server.Accounts;
using Reconvene.Server.Platform.Audit;
using Reconvene.Server.Platform.Data;
using Reconvene.Server.Platform.Http;

namespace Reconvene.Server.Deliverables.Templates;

/// <summary>Makes, changes and removes templates. What was made by one stays when it goes.</summary>
internal sealed partial class SaveTemplate(Database database, TemplateQueries queries, AuditTrail audit, TimeProvider time)
{
    private const int MostTemplates = 100;
    private const int MostOfList = 100;
    private const int LongestInstructions = 4000;
    private const int LongestWord = 320;
    private const int LongestRules = 20_000;
    private const int LongestMinutes = 10_080;
    private const string SpokenLanguage = "spoken";

    /// <summary>Everything that is wrong with a wish.</summary>
    public static IReadOnlyList<FieldError> Judge(TemplateRequest request, bool isNew)
    {
        var wrong = new List<FieldError>();
        if (isNew && (request.Name is null || !NameForm.IsMatch(request.Name) || request.Name == Template.Usual.Name))
        {
            wrong.Add(new("name", $"must be 1 to 100 small letters, digits and hyphens, begin with a letter, and not be {Template.Usual.Name}."));
        }
        else if (!isNew && request.Name is not null)
        {
            wrong.Add(new("name", "cannot be changed: it stands with what was made. Make another template, or change the title."));
        }

        if ((isNew && request.Title is null) || request.Title is { } title && (title.Trim().Length is 0 or > 200 || title.Any(char.IsControl)))
        {
            wrong.Add(new("title", "must have 1 to 200 characters, on one line."));
        }

        if (request.Sections is { } sections && (sections.Count is 0 || sections.Any(section => !Section.All.Contains(section, StringComparer.Ordinal))))
        {
            wrong.Add(new("sections", $"must name one or more of {string.Join(", ", Section.All)}."));
        }

        if (request.Instructions is { } instructions && (instructions.Length > LongestInstructions || instructions.Contains('\0', StringComparison.Ordinal)))
        {
            wrong.Add(new("instructions", $"must have at most {LongestInstructions} characters, and none that is no text."));
        }

        if (request.Language is { } language && language is not SpokenLanguage && !LanguageForm.IsMatch(language))
        {
            wrong.Add(new("language", $"must be two or three letters such as en, or {SpokenLanguage}."));
        }

        Rules(request.Rules, wrong);
        Limits(request.Limits, wrong);
        if (isNew && request.Version is not null)
        {
            wrong.Add(new("version", "is that of a template to be changed: leave it out."));
        }

        return wrong;
    }

    /// <summary>Null when there is one of this name, or too many.</summary>
    public async Task<TemplateView?> MakeAsync(Caller caller, TemplateRequest request, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        await using var work = await database.BeginAsync(cancellation);
        var made = await work.ExecuteAsync(
            """
            INSERT INTO templates (tenant_id, name, title, sections, instructions, language, rules, limits, is_active, created_at, updated_at, version)
            SELECT @tenant, @Name, @title, @sections, @instructions, @language, @rules, @limits, @active, @now, @now, 1
            WHERE (SELECT COUNT(*) FROM templates WHERE tenant_id = @tenant) < @most
            ON CONFLICT (tenant_id, name) DO NOTHING
            """,
            new
            {
                tenant = caller.Tenant,
                request.Name,
                title = request.Title!.Trim(),
                sections = TemplateRow.Write(Ordered(request.Sections ?? Section.All)),
                instructions = request.Instructions?.Trim() ?? "",
                language = request.Language is SpokenLanguage ? null : request.Language,
                rules = TemplateRow.Write(request.Rules ?? new()),
                limits = TemplateRow.Write(request.Limits ?? new()),
                active = request.IsActive ?? true,
                now,
                most = MostTemplates,
            },
            cancellation) is 1;
        if (!made)
        {
            return null;
        }

        await RecordAsync(work, caller, "template.made", request.Name!, cancellation);
        await work.CommitAsync(cancellation);
        return (await queries.FindAsync(caller.Tenant, request.Name!, cancellation))?.ToView();
    }

    /// <summary>False when there is none of this name, or not of the version that the wish was made of.</summary>
    public async Task<bool> ChangeAsync(Caller caller, string name, TemplateRequest request, CancellationToken cancellation)
    {
        await using var work = await database.BeginAsync(cancellation);
        var changed = await work.ExecuteAsync(
            """
            UPDATE templates
            SET title = COALESCE(@title, title), sections = COALESCE(@sections, sections), instructions = COALESCE(@instructions, instructions),
                language = CASE WHEN @spoken = TRUE THEN NULL ELSE COALESCE(@language, language) END,
                rules = COALESCE(@rules, rules), limits = COALESCE(@limits, limits), is_active = COALESCE(@IsActive, is_active),
                updated_at = @now, version = version + 1
            WHERE tenant_id = @tenant AND name = @name AND version = COALESCE(@Version, version)
            """,
            new
            {
                tenant = caller.Tenant,
                name,
                request.Version,
                title = request.Title?.Trim(),
                sections = request.Sections is null ? null : TemplateRow.Write(Ordered(request.Sections)),
                instructions = request.Instructions?.Trim(),
                spoken = request.Language is SpokenLanguage,
                language = request.Language is SpokenLanguage ? null : request.Language,
                rules = request.Rules is null ? null : TemplateRow.Write(request.Rules),
                limits = request.Limits is null ? null : TemplateRow.Write(request.Limits),
                request.IsActive,
                now = time.GetUtcNow(),
            },
            cancellation);
        if (changed is 0)
        {
            return false;
        }

        await RecordAsync(work, caller, "template.changed", name, cancellation);
        await work.CommitAsync(cancellation);
        return true;
    }

    /// <summary>False when there is none of this name.</summary>
    public async Task<bool> RemoveAsync(Caller caller, string name, CancellationToken cancellation)
    {
        await using var work = await database.BeginAsync(cancellation);
        if (await work.ExecuteAsync(
            "DELETE FROM templates WHERE tenant_id = @tenant AND name = @name", new { tenant = caller.Tenant, name }, cancellation) is 0)
        {
            return false;
        }

        await RecordAsync(work, caller, "template.removed", name, cancellation);
        await work.CommitAsync(cancellation);
        return true;
    }

    private Task RecordAsync(Work work, Caller caller, string action, string name, CancellationToken cancellation) => audit.RecordAsync(
        work, new(caller.Tenant, AuditActor.Of(caller), action, string.Create(CultureInfo.InvariantCulture, $"template:{name}")), cancellation);

    private static List<string> Ordered(IReadOnlyList<string> sections) => [.. Section.All.Where(section => sections.Contains(section, StringComparer.Ordinal))];

    private static void Rules(TemplateRulesView? rules, List<FieldError> wrong)
    {
        List("rules.topic_contains", rules?.TopicContains, word => word.Trim().Length is > 0 and <= LongestWord, "words of 1 to 320 characters", wrong);
        List("rules.host_emails", rules?.HostEmails, email => email.Contains('@', StringComparison.Ordinal) && email.Length <= LongestWord, "e-mail addresses", wrong);
        List("rules.source_ids", rules?.SourceIds, id => id > 0, "ids of sources", wrong);
        List("rules.languages", rules?.Languages, language => language is "en" or "ru" or "und", "en, ru or und", wrong);
        if (rules?.MinMinutes is < 0 or > LongestMinutes)
        {
            wrong.Add(new("rules.min_minutes", $"must be between 0 and {LongestMinutes}."));
        }

        if (rules?.MaxMinutes is < 1 or > LongestMinutes || rules?.MaxMinutes < rules?.MinMinutes)
        {
            wrong.Add(new("rules.max_minutes", $"must be between 1 and {LongestMinutes}, and not less than min_minutes."));
        }

        if (rules is not null && TemplateRow.Write(rules).Length > LongestRules)
        {
            wrong.Add(new("rules", $"must have at most {LongestRules} characters of JSON together: name fewer words."));
        }
    }

    private static void Limits(TemplateLimitsView? limits, List<FieldError> wrong)
    {
        Share("limits.most_repeated", limits?.MostRepeated, wrong);
        Share("limits.most_words_once", limits?.MostWordsOnce, wrong);
        if (limits?.LongestRun is < 2 or > 100_000)
        {
            wrong.Add(new("limits.longest_run", "must be between 2 and 100,000."));
        }

        if (limits?.MostWordsPerMinute is < 10 or > 100_000)
        {
            wrong.Add(new("limits.most_words_per_minute", "must be between 10 and 100,000."));
        }

        if (limits?.FewestWordsPerMinute is < 0 or > 1000)
        {
            wrong.Add(new("limits.fewest_words_per_minute", "must be between 0 and 1,000."));
        }

        if (limits?.Language is { } language && !LanguageForm.IsMatch(language))
        {
            wrong.Add(new("limits.language", "must be two or three letters such as en."));
        }
    }

    private static void Share(string field, double? share, List<FieldError> wrong)
    {
        if (share is < 0.01 or > 1)
        {
            wrong.Add(new(field, "must be between 0.01 and 1."));
        }
    }

    private static void List<T>(string field, IReadOnlyList<T>? list, Func<T, bool> isRight, string what, List<FieldError> wrong)
    {
        if (list is { Count: > MostOfList } || list?.Any(one => one is null || !isRight(one)) is true)
        {
            wrong.Add(new(field, $"must hold at most {MostOfList} {what}."));
        }
    }

    [GeneratedRegex("^[a-z][a-z0-9-]{0,99}$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NameForm { get; }

    [GeneratedRegex("^[a-z]{2,3}$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex LanguageForm { get; }
}
