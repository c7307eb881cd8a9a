using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Reconvene.Simulator.Wire;

namespace Reconvene.Simulator.Zoom.Worlds;

/// <summary>The text files of a recording, in the forms that were seen in the wild.</summary>
internal static class TextFiles
{
    private const string Line = "\r\n";

    public static byte[] Transcript(Speech speech, bool voiceTags) =>
        Cues(speech, said => (said.Speaker.Length, voiceTags) switch
        {
            (0, _) => said.Text,
            (_, true) => $"<v {said.Speaker}>{said.Text}</v>",
            _ => $"{said.Speaker}: {said.Text}",
        });

    /// <summary>Live captions carry no names and come in shorter pieces; here one piece per turn is enough.</summary>
    public static byte[] Captions(Speech speech) => Cues(speech, said => said.Text);

    public static byte[] Chat(Speech speech)
    {
        var text = new StringBuilder();
        var russian = speech.Language == "ru";
        var speakers = speech.Speakers;
        Say(text, TimeSpan.FromSeconds(14), speakers[0], russian ? "Всем привет! 👋" : "Hi all! 👋");
        Say(text, speech.Duration / 2, speakers[^1], russian
            ? "Ссылка на документ: https://example.com/plan" + Line + "и вторая: https://example.com/table"
            : "The document: https://example.com/plan" + Line + "and the table: https://example.com/table");
        Say(text, speech.Duration - TimeSpan.FromSeconds(5), speakers[0], russian ? "Спасибо, до встречи" : "Thanks, bye");
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    /// <summary>Who spoke when; Zoom does not document this file, its readers do.</summary>
    public static byte[] Timeline(Speech speech)
    {
        var moments = new JsonArray();
        foreach (var said in speech.Utterances)
        {
            moments.Add(Moment(said.StartsAt, said.Speaker.Length == 0 ? [] : [Person(speech, said)]));
            moments.Add(Moment(said.EndsAt, []));
        }

        return Encoding.UTF8.GetBytes(CompactJson.Write(new JsonObject
        {
            ["timeline"] = moments,
            ["timeline_refine"] = new JsonArray(),
        }));
    }

    private static JsonObject Moment(TimeSpan at, JsonArray users) => new() { ["ts"] = Stamp(at), ["users"] = users };

    private static JsonObject Person(Speech speech, Utterance said) => new()
    {
        ["username"] = said.Speaker,
        ["user_id"] = ((speech.VoiceOf(said) * 1024) + 16778240).ToString(CultureInfo.InvariantCulture),
        ["zoom_userid"] = "",
        ["multiple_people"] = false,
        ["client_type"] = 0,
        ["avatar_url"] = "",
        ["email_address"] = "",
    };

    private static byte[] Cues(Speech speech, Func<Utterance, string> text)
    {
        var file = new StringBuilder("WEBVTT").Append(Line);
        foreach (var (index, said) in speech.Utterances.Index())
        {
            file.Append(Line).Append(CultureInfo.InvariantCulture, $"{index + 1}").Append(Line)
                .Append(Stamp(said.StartsAt)).Append(" --> ").Append(Stamp(said.EndsAt)).Append(Line)
                .Append(text(said)).Append(Line);
        }

        return Encoding.UTF8.GetBytes(file.ToString());
    }

    private static void Say(StringBuilder chat, TimeSpan at, string who, string what) =>
        chat.Append(at.ToString(@"hh\:mm\:ss", CultureInfo.InvariantCulture)).Append('\t')
            .Append(who).Append(":\t").Append(what).Append(Line);

    private static string Stamp(TimeSpan at) => at.ToString(@"hh\:mm\:ss\.fff", CultureInfo.InvariantCulture);
}
