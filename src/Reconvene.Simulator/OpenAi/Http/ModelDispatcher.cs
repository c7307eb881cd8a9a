using System.Globalization;
using Microsoft.AspNetCore.Http;
using Reconvene.Simulator.OpenAi.Control;
using Reconvene.Simulator.Wire;

namespace Reconvene.Simulator.OpenAi.Http;

/// <summary>From the socket to the answer: note the request, find the route, look at the key.</summary>
internal sealed class ModelDispatcher(ModelState state, IReadOnlyList<ModelRoute> routes, IReadOnlyList<ModelRoute> controlRoutes)
{
    private const string Bearer = "Bearer ";
    private const int RequestsPerMinute = 10_000;
    private const int TokensPerMinute = 2_000_000;

    public async Task HandleAsync(HttpContext context)
    {
        var path = RawTarget.PathOf(context);
        if (path.StartsWith("/_control", StringComparison.Ordinal))
        {
            var (control, names) = RouteTable.Find<ModelRoute, ModelCall>(controlRoutes, context.Request.Method, path);
            var asked = new ModelCall(context, names);
            await (control is null ? ControlJson.NoSuchCallAsync(asked) : control.Handle(asked));
            return;
        }

        var (route, segments) = RouteTable.Find<ModelRoute, ModelCall>(routes, context.Request.Method, path);
        var note = new ModelNote(state.Journal, Note(context, path, route));
        AddHeaders(context);
        context.Response.OnStarting(() =>
        {
            // Whoever left gets no answer, whatever the server writes to nobody.
            note.Change(request => context.RequestAborted.IsCancellationRequested ? request : request with { Status = context.Response.StatusCode });
            return Task.CompletedTask;
        });
        await AnswerAsync(new ModelCall(context, segments) { Journal = note }, route, path);
    }

    private async Task AnswerAsync(ModelCall call, ModelRoute? route, string path)
    {
        var context = call.Context;
        try
        {
            Check(context, route, path);
            await route!.Handle(call);
        }
        catch (RefusedException refused)
        {
            await call.ErrorAsync(refused.Error);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            call.Note(request => request with { WasAborted = true });
        }
        finally
        {
            call.Note(request => request with { IsFinished = true });
        }
    }

    private void Check(HttpContext context, ModelRoute? route, string path)
    {
        if (route is null)
        {
            throw new RefusedException(UnknownPlace(context.Request.Method, path));
        }

        if (state.Options.ApiKey is { } key && KeyProblem(context, route, key) is { } problem)
        {
            throw new RefusedException(problem);
        }

        if (route.NeedsVersion && !context.Request.Query.ContainsKey("api-version"))
        {
            throw new RefusedException(OpenAiError.AzureAddress);
        }
    }

    private OpenAiError UnknownPlace(string method, string path)
    {
        if (path.StartsWith("/openai/", StringComparison.Ordinal))
        {
            return OpenAiError.AzureAddress;
        }

        var parts = RouteTable.PartsOf(path);
        return routes.Any(route => route.Match(parts) is not null)
            ? OpenAiError.WrongMethod(method, path)
            : OpenAiError.UnknownAddress(method, path);
    }

    private OpenAiError? KeyProblem(HttpContext context, ModelRoute route, string key)
    {
        var header = context.Request.Headers.Authorization.ToString();
        var shown = header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) ? header[Bearer.Length..].Trim() : "";
        if (route.IsAzure)
        {
            return context.Request.Headers["api-key"].ToString() == key || (state.Options.AzureTakesBearer && shown == key)
                ? null
                : OpenAiError.AzureKey;
        }

        if (shown.Length == 0)
        {
            return OpenAiError.NoKey;
        }

        return shown == key ? null : OpenAiError.WrongKey(shown);
    }

    private void AddHeaders(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers["x-request-id"] = state.NewId("req_", 32);
        headers["openai-version"] = "2020-10-01";
        headers["openai-organization"] = "org-simulated";
        headers["openai-processing-ms"] = "1";
        headers["x-ratelimit-limit-requests"] = Text(RequestsPerMinute);
        headers["x-ratelimit-remaining-requests"] = Text(RequestsPerMinute - 1);
        headers["x-ratelimit-reset-requests"] = "6ms";
        headers["x-ratelimit-limit-tokens"] = Text(TokensPerMinute);
        headers["x-ratelimit-remaining-tokens"] = Text(TokensPerMinute);
        headers["x-ratelimit-reset-tokens"] = "0s";
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private ModelRequest Note(HttpContext context, string path, ModelRoute? route) => new()
    {
        At = state.Options.TimeProvider.GetUtcNow(),
        Method = context.Request.Method,
        Path = path,
        Query = context.Request.QueryString.Value ?? "",
        Endpoint = route?.Endpoint ?? ModelEndpoint.Other,
    };
}
