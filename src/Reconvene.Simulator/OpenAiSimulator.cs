using Microsoft.AspNetCore.Builder;
using Reconvene.Simulator.OpenAi;
using Reconvene.Simulator.OpenAi.Chat;
using Reconvene.Simulator.OpenAi.Control;
using Reconvene.Simulator.OpenAi.Http;
using Reconvene.Simulator.OpenAi.Speech;
using Reconvene.Simulator.Wire;

namespace Reconvene.Simulator;

/// <summary>A stand-in on the wire for a server of models as OpenAI's and Azure's: it chats and hears by a script.</summary>
public sealed class OpenAiSimulator : IAsyncDisposable
{
    private readonly WebApplication _app;

    private OpenAiSimulator(WebApplication app, OpenAiControl control)
    {
        _app = app;
        Control = control;
    }

    /// <summary>Where it listens; clients add <c>/v1</c>, or call Azure's paths.</summary>
    public Uri Address => WireHost.AddressOf(_app);

    /// <summary>Scripts it from the same process.</summary>
    public OpenAiControl Control { get; }

    /// <summary>Starts it and returns when it listens.</summary>
    public static async Task<OpenAiSimulator> StartAsync(OpenAiSimulatorOptions options, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(options);
        var simulator = PutTogether(options);
        try
        {
            await simulator._app.StartAsync(cancellation);
        }
        catch
        {
            await simulator.DisposeAsync();
            throw;
        }

        return simulator;
    }

    /// <summary>Stops it.</summary>
    public async ValueTask DisposeAsync()
    {
        Control.LetGo();
        await _app.DisposeAsync();
    }

    private static OpenAiSimulator PutTogether(OpenAiSimulatorOptions options)
    {
        var state = new ModelState(options);
        var control = new OpenAiControl(state);
        var player = new RulePlayer(state);
        ModelRoute[] routes =
        [
            .. new ModelEndpoints(state).Routes,
            .. new ChatEndpoints(state, player).Routes,
            .. new SpeechEndpoints(state, player).Routes,
        ];
        var dispatcher = new ModelDispatcher(state, routes, [.. new OpenAiControlEndpoints(control).Routes]);

        // The limit of an upload is the model's own, and told in its words.
        var app = WireHost.Build(
            options.Urls ?? "http://127.0.0.1:0",
            options.LogToConsole,
            kestrel => kestrel.Limits.MaxRequestBodySize = null,
            dispatcher.HandleAsync);
        return new OpenAiSimulator(app, control);
    }
}
