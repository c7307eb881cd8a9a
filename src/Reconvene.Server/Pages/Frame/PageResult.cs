using System.Text;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace Reconvene.Server.Pages.Frame;

/// <summary>A page: a component, rendered once on the server, with its view cascading down to it.</summary>
internal sealed class PageResult : IResult, IStatusCodeHttpResult
{
    private readonly Func<HtmlRenderer, Task<string>> _render;

    private PageResult(int status, Func<HtmlRenderer, Task<string>> render)
    {
        StatusCode = status;
        _render = render;
    }

    public int? StatusCode { get; }

    /// <summary>The component takes the view as a <c>[CascadingParameter]</c>, which unlike others need not be public.</summary>
    public static PageResult Of<TPage, TView>(TView view, int status = StatusCodes.Status200OK)
        where TPage : IComponent
        where TView : class
    {
        RenderFragment page = builder =>
        {
            builder.OpenComponent<TPage>(0);
            builder.CloseComponent();
        };
        var cascade = ParameterView.FromDictionary(new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            [nameof(CascadingValue<>.Value)] = view,
            [nameof(CascadingValue<>.IsFixed)] = true,
            [nameof(CascadingValue<>.ChildContent)] = page,
        });
        return new PageResult(status, renderer => renderer.Dispatcher.InvokeAsync(async () =>
            (await renderer.RenderComponentAsync<CascadingValue<TView>>(cascade)).ToHtmlString()));
    }

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        ArgumentNullException.ThrowIfNull(httpContext);
        var services = httpContext.RequestServices;
        await using var renderer = new HtmlRenderer(services, services.GetRequiredService<ILoggerFactory>());

        // Whole before the first byte goes out: what fails on the way becomes an error page and not half of this one.
        var html = await _render(renderer);
        var page = services.GetRequiredService<PageContext>();
        PageHeaders.Set(httpContext.Response, page.UsedNonce, page.PlaysMedia);
        httpContext.Response.StatusCode = StatusCode!.Value;
        await httpContext.Response.WriteAsync(html, Encoding.UTF8, httpContext.RequestAborted);
    }
}
