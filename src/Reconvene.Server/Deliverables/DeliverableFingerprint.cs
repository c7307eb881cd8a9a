using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Reconvene.Server.Deliverables.Templates;
using Reconvene.Server.Recordings.Attendance;
using Reconvene.Server.Transcripts;

namespace Reconvene.Server.Deliverables;

/// <summary>All that a deliverable is made of; its text tells whether one was made of this already.</summary>
/// <param name="Transcript">What was said, and of which meeting.</param>
/// <param name="Names">What people call its speakers, by label.</param>
/// <param name="Attendees">Who was there, by Zoom.</param>
internal sealed record DeliverableFingerprint(
    TranscriptHead Transcript, IReadOnlyDictionary<string, string> Names, IReadOnlyList<Attendee> Attendees)
{
    /// <summary>Rises when the same words would be summarised differently.</summary>
    private const int MakerVersion = 3;

    /// <summary>By one template and one maker.</summary>
    /// <param name="template">What matters of it.</param>
    /// <param name="maker">Who makes it: <c>extractive</c>, or the model's name.</param>
    public string Of(Template template, string maker)
    {
        var text = new StringBuilder().Append(
            CultureInfo.InvariantCulture, $"{MakerVersion}\n{Transcript.Fingerprint}\n{template.Form}\n{maker}\n{Transcript.Topic}");
        foreach (var (label, name) in Names.OrderBy(one => one.Key, StringComparer.Ordinal))
        {
            text.Append(CultureInfo.InvariantCulture, $"\n{label}\t{name}");
        }

        foreach (var person in Attendees)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"\n{person.Name}\t{person.JoinedAt?.ToUnixTimeMilliseconds()}\t{person.LeftAt?.ToUnixTimeMilliseconds()}\t{person.AttendedMs}");
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }
}
