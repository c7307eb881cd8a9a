using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Reconvene.Server.Transcripts.Recognition;

/// <summary>Own recognition of speech. Off until an endpoint or a command is named. Section <c>Recognition</c>.</summary>
internal sealed class RecognitionOptions
{
    /// <summary>What an upload of OpenAI's transcription may be at most.</summary>
    public const long UploadLimit = 25L << 20;

    /// <summary>Base of an OpenAI-compatible server, such as <c>https://api.openai.com/v1</c>. None by default.</summary>
    public Uri? Endpoint { get; set; }

    /// <summary>Its key. None by default.</summary>
    public string? ApiKey { get; set; }

    /// <summary>The model asked for. <c>whisper-1</c> by default; it must tell the times of what it hears.</summary>
    [Required, StringLength(200, MinimumLength = 1)]
    public string Model { get; set; } = "whisper-1";

    /// <summary>
    /// A program that recognises speech on this machine, instead of an endpoint. It runs in a process of its own, without
    /// network. None by default.
    /// </summary>
    public string? Command { get; set; }

    /// <summary>
    /// What the program is given: <c>{input}</c> is the sound (FLAC, one channel, 16 kHz), <c>{output}</c> the file in which JSON is
    /// expected (else on standard output), <c>{language}</c> the language or <c>auto</c>, <c>{model}</c> the model.
    /// </summary>
    public IList<string> Arguments { get; } = [];

    /// <summary>Memory that the program may use, in bytes. 8 GiB by default.</summary>
    [Range(1L << 20, long.MaxValue)]
    public long CommandMemoryBytes { get; set; } = 8L << 30;

    /// <summary>Whether the program may use the network. False by default.</summary>
    public bool CommandMayUseNetwork { get; set; }

    /// <summary>When speech is recognised here: <c>missing</c> (Zoom has no text of it; the default), <c>always</c>, <c>never</c>.</summary>
    [EnumDataType(typeof(RecogniseWhen))]
    public RecogniseWhen When { get; set; } = RecogniseWhen.Missing;

    /// <summary>How long after the end of a recording Zoom's own transcript is waited for. Two hours by default.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "7.00:00:00")]
    public TimeSpan WaitForZoom { get; set; } = TimeSpan.FromHours(2);

    /// <summary>The language that is spoken, such as <c>ru</c>; the recogniser finds it out by default.</summary>
    [RegularExpression("^[a-z]{2,3}$")]
    public string? Language { get; set; }

    /// <summary>The longest piece of sound in one go. Ten minutes by default, which is less than 25 MB in any case.</summary>
    [Range(typeof(TimeSpan), "00:00:10", "00:13:00")]
    public TimeSpan LongestPiece { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>How long one piece may take. Fifteen minutes by default.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan PieceTimeLimit { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>Whether there is anything that could recognise speech.</summary>
    public bool IsOn => When is not RecogniseWhen.Never && (Endpoint is not null || !string.IsNullOrWhiteSpace(Command));
}

/// <summary>When speech is recognised here.</summary>
internal enum RecogniseWhen
{
    /// <summary>Zoom has no text of a stretch.</summary>
    Missing,

    /// <summary>For every stretch with sound; Zoom's text then says who spoke.</summary>
    Always,

    /// <summary>Never.</summary>
    Never,
}

[OptionsValidator]
internal sealed partial class RecognitionOptionsValidator : IValidateOptions<RecognitionOptions>;

/// <summary>What no attribute can say.</summary>
internal sealed class RecognitionOptionsRules : IValidateOptions<RecognitionOptions>
{
    public ValidateOptionsResult Validate(string? name, RecognitionOptions options)
    {
        var wrong = new List<string>();
        if (options.Endpoint is { } endpoint && !(endpoint is { IsAbsoluteUri: true, Scheme: "http" or "https" } && endpoint.UserInfo.Length is 0))
        {
            wrong.Add("Recognition:Endpoint must be an address such as https://api.openai.com/v1, without user and password.");
        }

        if (options.Endpoint is not null && !string.IsNullOrWhiteSpace(options.Command))
        {
            wrong.Add("Recognition:Endpoint and Recognition:Command are both named: keep the one that is to recognise speech.");
        }

        if (!string.IsNullOrWhiteSpace(options.Command) && !options.Arguments.Any(one => one.Contains("{input}", StringComparison.Ordinal)))
        {
            wrong.Add("Recognition:Arguments must hold {input}, where the program is given the sound.");
        }

        return wrong.Count is 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(wrong);
    }
}
