using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Reconvene.Client.Deliverables;
using Reconvene.Server.Deliverables.Branding;
using Reconvene.Server.Transcripts.Vtt;

namespace Reconvene.Server.Deliverables.Rendering.Html;

/// <summary>
/// The one style sheet of the file, and the policy that allows it, pictures within the file, and nothing else. It keeps to
/// what both browsers and WeasyPrint 57 can do: no grid, and no variable in a shorthand.
/// </summary>
internal static class HtmlStyle
{
    private const int LongestRunningTitle = 64;

    private const string Base =
        """
        :root{color-scheme:light dark;--bg:#f6f5f2;--paper:#fff;--ink:#1d1f24;--soft:#5c626e;--line:#e3e1db;--tint:#f1f2f5;--mark:#7a4f00;--marktint:#fdf3dd}
        @media (prefers-color-scheme:dark){:root{--bg:#14161a;--paper:#1c1f25;--ink:#e8e9ec;--soft:#a9afba;--line:#363b45;--tint:#292d36;--mark:#f0c46c;--marktint:#33291a}}
        *{box-sizing:border-box}
        html{scroll-behavior:smooth}
        body{margin:0;background-color:var(--bg);color:var(--ink);font:1.0625rem/1.6 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","Liberation Sans","DejaVu Sans",sans-serif;overflow-wrap:anywhere}
        main{max-width:48rem;margin:2.5rem auto;padding:2.5rem 3rem 3rem;background-color:var(--paper);border:1px solid;border-color:var(--line);border-radius:.75rem}
        .brand{margin:0 0 1.1rem;color:var(--accent);font-weight:650}
        .brand img{display:block;max-width:14rem;max-height:3rem}
        h1{font-size:1.9rem;line-height:1.2;margin:0 0 .6rem;letter-spacing:-.01em}
        h1.long{font-size:1.2rem;line-height:1.35;max-height:20em;overflow:auto}
        h2{font-size:1.2rem;line-height:1.3;margin:2.4rem 0 .8rem;padding-bottom:.35rem;border-bottom:1px solid;border-bottom-color:var(--line)}
        .meta,.note{color:var(--soft);font-size:.925rem;margin:0}
        .note{margin-top:.9rem;padding:.5rem .8rem;background-color:var(--tint);color:var(--ink);border-radius:.5rem}
        ul{margin:0;padding:0;list-style:none}
        li{margin:0 0 .95rem}
        li p{margin:0}
        .by{color:var(--soft);font-size:.875rem;margin-top:.1rem}
        a{color:var(--accent);text-decoration:underline;text-decoration-thickness:1px;text-underline-offset:.18em;border-radius:.2rem}
        a:hover{text-decoration-thickness:2px}
        a:focus-visible,h1:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
        time,.t,.there{font-variant-numeric:tabular-nums}
        time,.t{white-space:nowrap}
        .summary li{font-size:1.125rem;line-height:1.55}
        .tasks li{padding:.75rem .95rem;border:1px solid;border-left-width:.25rem;border-top-color:var(--line);border-right-color:var(--line);border-bottom-color:var(--line);border-left-color:var(--accent);border-radius:.5rem}
        .tags{margin:.45rem 0 0}
        .tags span{display:inline-block;font-size:.875rem;line-height:1.4;padding:.12rem .6rem;margin:.1rem .25rem .1rem 0;border-radius:1rem;background-color:var(--tint)}
        .tags .due,.tags .due bdi{background-color:var(--marktint);color:var(--mark)}
        .decisions li,.points li,.tones li{padding-left:1.6rem;position:relative}
        .decisions li::before,.points li::before,.tones li::before{position:absolute;left:.35rem;color:var(--accent);font-weight:700;content:"\2022"}
        .decisions li::before{left:.1rem;content:"\2713"}
        .tone{color:var(--accent)}
        .chapters li{position:relative;margin:0;padding:.4rem .5rem .4rem 5.4rem;border-radius:.4rem}
        .chapters .t{position:absolute;left:.5rem}
        .chapters li:target{background-color:var(--tint)}
        table{width:100%;border-collapse:collapse}
        caption{text-align:left;color:var(--soft);font-size:.875rem;padding:0 0 .4rem}
        th,td{text-align:left;vertical-align:top;padding:.45rem .6rem .45rem 0;border-bottom:1px solid;border-bottom-color:var(--line);font-weight:400}
        thead th{color:var(--soft);font-size:.875rem;padding-top:.2rem}
        tbody th{width:34%;font-weight:600}
        td .t,.there{color:var(--soft);font-size:.9rem}
        .there{width:30%;line-height:1.35rem;padding-right:0}
        .bar{display:block;height:.5rem;margin:.55rem 0 .2rem;border-radius:.25rem;background-color:var(--line)}
        .bar span{display:block;height:.5rem;border-radius:.25rem;background-color:var(--accent)}
        .bar,.bar span{-webkit-print-color-adjust:exact;print-color-adjust:exact}
        @media (max-width:40rem){body{font-size:1rem}main{margin:0;padding:1.4rem 1.1rem 2rem;border:0;border-radius:0;min-height:100vh}h1{font-size:1.5rem}.summary li{font-size:1.05rem}th,td{padding-right:.5rem}}
        @media screen and (max-width:26rem){.people thead,.people tbody,.people tr{display:block}.people tr{padding:.45rem 0;border-bottom:1px solid;border-bottom-color:var(--line)}.people th,.people td{display:inline-block;width:48%;border:0;padding-top:0;padding-bottom:0}.people tbody th{display:block;width:auto}.people thead th:first-child{display:none}.people th:nth-child(2):last-child,.people td:nth-child(2):last-child{width:100%}}

        """;

    /// <summary>
    /// Paper is white whatever the screen prefers, so this comes after the brand's own colours. No font of emoji is named: it
    /// has digits too, and would be taken for them; what a font lacks is looked for in the others anyway.
    /// </summary>
    private const string Paper =
        """
        :root{--bg:#fff;--paper:#fff;--ink:#16181c;--soft:#51565f;--line:#c9c9c9;--tint:#f1f2f5;--marktint:#fbf3e0;--mark:#6b4500}
        html{font-size:10pt}
        body{background-color:#fff;font-size:10pt;line-height:1.5;font-family:"Noto Sans","Liberation Sans","DejaVu Sans",sans-serif}
        main{margin:0;padding:0;border:0;border-radius:0;max-width:none;min-height:0}
        h1{font-size:21pt}
        h1.long{font-size:12pt;max-height:none;overflow:visible}
        h2{font-size:12.5pt;margin:16pt 0 6pt;break-after:avoid;break-inside:avoid}
        .summary li{font-size:10.75pt}
        li,tr{break-inside:avoid}
        p{orphans:3;widows:3}
        .by{break-before:avoid}
        caption{break-after:avoid}
        thead{display:table-header-group}
        .note,.tags span{-webkit-print-color-adjust:exact;print-color-adjust:exact}

        """;

    public static string For(DeliverableDocument document, DeliverableDressing dressing)
    {
        var colours = dressing.Brand.Colours;
        var css = new StringBuilder(Base);
        css.Append(CultureInfo.InvariantCulture, $":root{{--accent:{colours.OnLight}}}\n");
        css.Append(CultureInfo.InvariantCulture, $"@media (prefers-color-scheme:dark){{:root{{--accent:{colours.OnDark}}}}}\n");
        foreach (var percent in document.Participants.Select(Wording.Percent).Distinct().Order())
        {
            css.Append(CultureInfo.InvariantCulture, $".w{percent}{{width:{percent}%}}\n");
        }

        css.Append("@media print{\n").Append(Paper).Append(CultureInfo.InvariantCulture, $":root{{--accent:{colours.OnLight}}}\n}}\n");
        return css.Append(Page(document, dressing.Brand)).ToString();
    }

    /// <summary>For the file itself, which is read without our headers when it was saved or sent.</summary>
    public static string PolicyFor(string style) =>
        $"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(style)))}'; "
        + "img-src data:; base-uri 'none'; form-action 'none'";

    /// <summary>For the answer that carries the file.</summary>
    public static string PolicyFor(DeliverableDocument document, DeliverableDressing dressing) =>
        $"{PolicyFor(For(document, dressing))}; object-src 'none'; frame-ancestors 'none'";

    private static string Page(DeliverableDocument document, TenantBrand brand)
    {
        var boxes = Box("top-left", Quoted(RunningTitle(document))) + Box("bottom-right", "counter(page) \" / \" counter(pages)");
        var name = brand.Name is null ? "" : Box("bottom-left", Quoted(brand.Name));
        return $"@page{{size:A4;margin:22mm 20mm 20mm;{boxes}{name}}}\n@page :first{{margin-top:18mm;@top-left{{content:none}}}}\n";
    }

    private static string RunningTitle(DeliverableDocument document)
    {
        var title = PlainText.OneLine(document.Title);
        return title.Length > LongestRunningTitle ? $"{PlainText.Cut(title, LongestRunningTitle).TrimEnd()}…" : title;
    }

    private static string Box(string place, string content) =>
        $"@{place}{{content:{content};font:8pt \"Noto Sans\",\"Liberation Sans\",\"DejaVu Sans\",sans-serif;color:#51565f}}";

    private static string Quoted(string text) => $"\"{HtmlText.EncodeForStyle(text)}\"";
}
