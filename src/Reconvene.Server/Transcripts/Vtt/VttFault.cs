namespace Reconvene.Server.Transcripts.Vtt;

/// <summary>Something in a file that could not be read as it stands.</summary>
/// <param name="Line">Where; 0 when it is about the whole file.</param>
/// <param name="Message">A sentence for a person, without the spoken text.</param>
internal sealed record VttFault(int Line, string Message)
{
    public override string ToString() => Line is 0 ? Message : $"Line {Line}: {Message}";
}
