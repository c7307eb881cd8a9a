using System.Globalization;
using System.Text.RegularExpressions;
using Reconvene.Simulator.OpenAi.Http;

namespace Reconvene.Simulator.OpenAi.Speech;

/// <summary>Reads the fields of an upload, and refuses what OpenAI would refuse.</summary>
internal static partial class TranscriptionReader
{
    private static readonly string[] Endings = ["flac", "m4a", "mp3", "mp4", "mpeg", "mpga", "oga", "ogg", "wav", "webm"];

    private static readonly string[] Formats = ["json", "text", "srt", "verbose_json", "vtt"];

    public static TranscriptionRequest Read(TranscriptionForm form, string? deployment)
    {
        var file = form.File ?? throw Refused(OpenAiError.Missing("file"));
        var model = deployment ?? form.Field("model") ?? throw Refused(new OpenAiError(
            400, "you must provide a model parameter", "invalid_request_error"));
        if (!Endings.Contains(Path.GetExtension(form.FileName ?? "").TrimStart('.'), StringComparer.OrdinalIgnoreCase))
        {
            throw Refused(OpenAiError.FileFormat);
        }

        var format = FormatOf(form, model);
        var granularities = GranularitiesOf(form, format);
        return new TranscriptionRequest
        {
            Model = model,
            File = file,
            Language = LanguageOf(form),
            Format = format,
            Temperature = TemperatureOf(form),
            WithSegments = granularities.Count == 0 || granularities.Contains("segment", StringComparer.Ordinal),
            WithWords = granularities.Contains("word", StringComparer.Ordinal),
        };
    }

    private static string FormatOf(TranscriptionForm form, string model)
    {
        var format = form.Field("response_format") ?? "json";
        if (!Formats.Contains(format, StringComparer.Ordinal))
        {
            throw Refused(OpenAiError.Wrong(
                "response_format", $"Invalid value: '{format}'. Supported values are: 'json', 'text', 'srt', 'verbose_json', and 'vtt'."));
        }

        // The newer models write neither times nor subtitles.
        return model.StartsWith("gpt-", StringComparison.Ordinal) && format is not ("json" or "text")
            ? throw Refused(OpenAiError.Wrong(
                "response_format", $"response_format '{format}' is not compatible with model '{model}'. Use 'json' or 'text' instead.", "unsupported_value"))
            : format;
    }

    private static IReadOnlyList<string> GranularitiesOf(TranscriptionForm form, string format)
    {
        const string Name = "timestamp_granularities[]";
        var asked = form.Values(Name);
        if (asked.FirstOrDefault(granularity => granularity is not ("word" or "segment")) is { } unknown)
        {
            throw Refused(OpenAiError.Wrong("timestamp_granularities", $"Invalid value: '{unknown}'. Supported values are: 'word' and 'segment'."));
        }

        return asked.Count > 0 && format != "verbose_json"
            ? throw Refused(OpenAiError.Wrong("timestamp_granularities", "Timestamp granularities are only supported with response_format=verbose_json", code: null))
            : asked;
    }

    private static string? LanguageOf(TranscriptionForm form) => form.Field("language") switch
    {
        null => null,
        var language when LanguageCode().IsMatch(language) => language,
        var language => throw Refused(OpenAiError.Wrong(
            "language", $"Invalid language '{language}'. Language parameter must be specified in ISO-639-1 format.", "invalid_language_format")),
    };

    private static double TemperatureOf(TranscriptionForm form) => form.Field("temperature") switch
    {
        null => 0,
        var text when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number is >= 0 and <= 1 => number,
        var text => throw Refused(OpenAiError.Wrong("temperature", $"Invalid 'temperature': {text} is not between 0 and 1.")),
    };

    private static RefusedException Refused(OpenAiError error) => new(error);

    [GeneratedRegex("^[a-z]{2}$", RegexOptions.None, 1000)]
    private static partial Regex LanguageCode();
}
