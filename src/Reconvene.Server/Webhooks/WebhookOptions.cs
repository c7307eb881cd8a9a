using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Reconvene.Server.Webhooks;

internal sealed class WebhookOptions : IValidatableObject
{
    /// <summary>How old the time of an event may be. Two hours by default: Zoom's last retry comes after 85 minutes.</summary>
    [Range(typeof(TimeSpan), "00:05:00", "1.00:00:00")]
    public TimeSpan AcceptedBack { get; set; } = TimeSpan.FromHours(2);

    /// <summary>How far ahead of our clock the time of an event may be. 15 minutes by default.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00")]
    public TimeSpan AcceptedAhead { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>How long a handled event is kept, and so refused as a duplicate. 30 days by default.</summary>
    public TimeSpan Retention { get; set; } = TimeSpan.FromDays(30);

    /// <summary>How long an event may wait to be stored before Zoom is told to come again. 2.5 seconds by default.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:00:30")]
    public TimeSpan StoreWithin { get; set; } = TimeSpan.FromSeconds(2.5);

    /// <summary>How many events may wait to be stored. 4000 by default.</summary>
    [Range(1, 100_000)]
    public int QueueLength { get; set; } = 4000;

    /// <summary>How many bytes of events may wait to be stored. 64 MiB by default.</summary>
    [Range(1 << 21, 1 << 30)]
    public long QueueBytes { get; set; } = 64 << 20;

    /// <summary>How many bad signatures one address may send a minute before it is told to wait. 30 by default.</summary>
    [Range(1, 100_000)]
    public int BadSignaturesPerMinute { get; set; } = 30;

    /// <summary>How many times handling an event is tried before it is kept as it is. 10 by default.</summary>
    [Range(1, 100)]
    public int HandlingAttempts { get; set; } = 10;

    // An event forgotten while its time is still accepted could be sent, and acted on, a second time.
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Retention < AcceptedBack + AcceptedAhead + TimeSpan.FromDays(1))
        {
            yield return new ValidationResult(
                "Webhooks:Retention must be at least a day longer than AcceptedBack and AcceptedAhead together: raise it.",
                [nameof(Retention)]);
        }
    }
}

[OptionsValidator]
internal sealed partial class WebhookOptionsValidator : IValidateOptions<WebhookOptions>;
