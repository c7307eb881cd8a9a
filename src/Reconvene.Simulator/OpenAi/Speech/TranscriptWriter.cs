using System.Text.Json.Nodes;
using Reconvene.Simulator.OpenAi.Control;
using Reconvene.Simulator.OpenAi.Http;
using Reconvene.Simulator.Wire;

namespace Reconvene.Simulator.OpenAi.Speech;

/// <summary>A transcript on the wire, or what a rule makes of it.</summary>
internal static class TranscriptWriter
{
    private const string Json = "application/json";
    private const string Plain = "text/plain; charset=utf-8";

    public static async Task WriteAsync(ModelCall call, Transcript heard, TranscriptionRequest asked, ModelRule rule)
    {
        var (type, body) = asked.Format switch
        {
            "text" => (Plain, TranscriptShapes.Text(heard)),
            "srt" => (Plain, TranscriptShapes.Srt(heard)),
            "vtt" => (Plain, TranscriptShapes.Vtt(heard)),
            "verbose_json" => (Json, CompactJson.Write(TranscriptShapes.Verbose(heard, asked))),
            _ => (Json, CompactJson.Write(TranscriptShapes.Json(heard))),
        };
        switch (rule.Behaviour)
        {
            case ModelBehaviour.Garbage:
                await call.TextAsync(200, type, Garbage(body, rule));
                break;
            case ModelBehaviour.Refusing:
                await call.ErrorAsync(new OpenAiError(
                    400, "This file was rejected as a result of our safety system.", "invalid_request_error", "file", "content_policy_violation"));
                break;
            case ModelBehaviour.Cut:
                await call.HalfAsync(type, body);
                break;
            default:
                await call.TextAsync(200, type, body);
                break;
        }
    }

    private static string Garbage(string body, ModelRule rule) => rule.Garbage switch
    {
        GarbageForm.NotJson => "<html><body>Your transcript is on its way.</body></html>",
        GarbageForm.CutJson => body[..(body.Length / 2)],
        GarbageForm.OtherSchema => """{"answer":42,"items":[{"colour":"blue","weight":"heavy"}],"ok":"yes"}""",
        GarbageForm.Empty => "",
        _ => CompactJson.Write(new JsonObject { ["text"] = new string('a', rule.Length) }),
    };
}
