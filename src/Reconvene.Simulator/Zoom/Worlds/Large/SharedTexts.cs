namespace Reconvene.Simulator.Zoom.Worlds.Large;

/// <summary>
/// The beginning of a conversation as each kind of text file. At its end a guest comes in whose name is the mark, so that no two
/// recordings have the same bytes.
/// </summary>
internal sealed class SharedTexts
{
    private const int Turns = 8;

    private readonly Dictionary<FileKind, MarkedText> _texts;
    private readonly MarkedText _withVoiceTags;

    public SharedTexts(Speech whole)
    {
        var speech = WithGuest(whole);
        _withVoiceTags = new MarkedText(TextFiles.Transcript(speech, voiceTags: true));
        _texts = new Dictionary<FileKind, MarkedText>
        {
            [FileKind.Transcript] = new(TextFiles.Transcript(speech, voiceTags: false)),
            [FileKind.Captions] = new(TextFiles.Captions(speech)),
            [FileKind.Chat] = new(TextFiles.Chat(speech)),
            [FileKind.Timeline] = new(TextFiles.Timeline(speech)),
        };
    }

    public MarkedText Of(FileKind kind, bool voiceTags) =>
        kind == FileKind.Transcript && voiceTags ? _withVoiceTags : _texts[kind];

    private static Speech WithGuest(Speech whole)
    {
        var said = whole.Utterances.Take(Turns).ToList();
        var at = said[^1].EndsAt + TimeSpan.FromSeconds(1);
        var guest = "Guest " + MarkedText.Blank;
        var text = whole.Language == "ru" ? $"Здравствуйте, я {guest}." : $"Hello, I am {guest}.";
        said.Add(new Utterance(at, at + TimeSpan.FromSeconds(2), guest, text));
        return new Speech(said, at + TimeSpan.FromSeconds(3), whole.Language);
    }
}
