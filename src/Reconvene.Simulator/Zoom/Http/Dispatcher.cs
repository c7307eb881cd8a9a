using System.Globalization;
using Microsoft.AspNetCore.Http;
using Reconvene.Simulator.Control;
using Reconvene.Simulator.Wire;
using Reconvene.Simulator.Zoom.OAuth;

namespace Reconvene.Simulator.Zoom.Http;

/// <summary>From the socket to the answer: note the request, let the script interfere, find the route.</summary>
internal sealed class Dispatcher(SimulatorState state, IReadOnlyList<Route> routes, IReadOnlyList<Route> controlRoutes)
{
    public async Task HandleAsync(HttpContext context)
    {
        var path = RawTarget.PathOf(context);
        if (path.StartsWith("/_control", StringComparison.Ordinal))
        {
            await HandleControlAsync(context, path);
            return;
        }

        var (route, segments) = RouteTable.Find<Route, Call>(routes, context.Request.Method, path);
        var fault = state.Faults.Take(context.Request.Method, path, route?.Pattern ?? "");
        var note = new RequestNote(state.Journal, Note(context, path, route, fault is not null));
        var metered = new MeteredStream(context.Response.Body, context, fault?.CutAfterBytes, fault?.BytesPerSecond);
        context.Response.Body = metered;
        context.Response.Headers.Date = (state.Clock.GetUtcNow() + state.Switches.DateOffset).ToString("R", CultureInfo.InvariantCulture);
        context.Response.OnStarting(() =>
        {
            note.Answered();
            return Task.CompletedTask;
        });
        try
        {
            await AnswerAsync(new Call(context, segments) { Journal = note, Route = route, Origins = state.Origins }, route, fault);
        }
        catch (ConnectionCutException)
        {
            await CutAsync(context, fault!);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The client went away; the journal shows how far it came.
        }
        finally
        {
            note.Answered();
            note.Change(request => request with { Status = context.Response.StatusCode, BytesSent = metered.Sent, IsFinished = true });
        }
    }

    private async Task HandleControlAsync(HttpContext context, string path)
    {
        var (route, segments) = RouteTable.Find<Route, Call>(controlRoutes, context.Request.Method, path);
        var call = new Call(context, segments);
        if (route is null)
        {
            await ControlJson.NoSuchCallAsync(call);
            return;
        }

        await route.Handle(call);
    }

    private async Task AnswerAsync(Call call, Route? route, FaultRule? fault)
    {
        if (route?.Notice is { } notice)
        {
            await notice(call);
        }

        if (fault is not null && await FaultPlayer.InterfereAsync(call, fault, state))
        {
            return;
        }

        if (route is null)
        {
            await NotFoundAsync(call);
            return;
        }

        if (fault is { LoseAnswer: true })
        {
            call.Context.Response.Body = Stream.Null;
            await route.Handle(call);
            call.Abort();
            return;
        }

        await route.Handle(call);
    }

    private static Task NotFoundAsync(Call call) =>
        RawTarget.PathOf(call.Context).StartsWith("/v2/", StringComparison.Ordinal)
            ? call.ErrorAsync(ZoomError.UnknownRoute)
            : call.TextAsync(StatusCodes.Status404NotFound, "text/html;charset=UTF-8", "<html><body>404 Not Found</body></html>");

    /// <summary>Less than the promised length, then the end of the connection; or a reset.</summary>
    private static async Task CutAsync(HttpContext context, FaultRule fault)
    {
        if (fault.Reset)
        {
            context.Abort();
            return;
        }

        await context.Response.StartAsync(context.RequestAborted);
    }

    private LoggedRequest Note(HttpContext context, string path, Route? route, bool faulty) => new()
    {
        At = state.Clock.GetUtcNow(),
        Method = context.Request.Method,
        Path = path,
        Query = context.Request.QueryString.Value ?? "",
        Route = route?.Pattern ?? "",
        Host = context.Request.Host.Value ?? "",
        Authorization = AuthorizationOf(context),
        Range = context.Request.Headers.Range.ToString(),
        WasFaulty = faulty,
    };

    private string AuthorizationOf(HttpContext context)
    {
        var header = context.Request.Headers.Authorization.ToString();
        if (header.Length == 0)
        {
            return "none";
        }

        if (Bearer.Of(context) is not { } value)
        {
            return header.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase) ? "basic" : "unknown";
        }

        return state.Tokens.Find(value)?.Kind switch
        {
            TokenKind.Access => "access",
            TokenKind.Download => "download",
            TokenKind.Webhook => "webhook",
            _ => "unknown",
        };
    }
}
