using System.Security.Cryptography;
using System.Text;

namespace Reconvene.Server.Deliverables.Rendering;

/// <summary>The one style sheet of the page, and the policy that allows it and nothing else.</summary>
internal static class HtmlStyle
{
    public const string Css =
        """
        :root{color-scheme:light dark;--bg:#f6f5f2;--paper:#fff;--ink:#1d1f24;--soft:#5c626e;--line:#e3e1db;--accent:#2456c7;--tint:#eef2fb;--mark:#8a5a00;--marktint:#fdf3dd}
        @media (prefers-color-scheme:dark){:root{--bg:#14161a;--paper:#1c1f25;--ink:#e8e9ec;--soft:#a2a8b4;--line:#31353e;--accent:#8fb1ff;--tint:#232b3d;--mark:#f0c46c;--marktint:#33291a}}
        *{box-sizing:border-box}
        html{scroll-behavior:smooth}
        body{margin:0;background:var(--bg);color:var(--ink);font:1.0625rem/1.6 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif;overflow-wrap:anywhere}
        main{max-width:48rem;margin:2.5rem auto;padding:2.5rem 3rem 3rem;background:var(--paper);border:1px solid var(--line);border-radius:.75rem}
        h1{font-size:1.9rem;line-height:1.2;margin:0 0 .6rem;letter-spacing:-.01em}
        h1.long{font-size:1.2rem;line-height:1.35;max-height:20em;overflow:auto}
        h2{font-size:1.2rem;line-height:1.3;margin:2.4rem 0 .8rem;padding-bottom:.35rem;border-bottom:1px solid var(--line)}
        .meta,.note{color:var(--soft);font-size:.925rem;margin:0}
        .note{margin-top:.9rem;padding:.5rem .8rem;background:var(--tint);border-radius:.5rem}
        ul,ol{margin:0;padding:0;list-style:none}
        li{margin:0 0 .95rem}
        li p{margin:0}
        .by{color:var(--soft);font-size:.85rem;margin-top:.1rem}
        a{color:var(--accent);text-decoration:none;border-radius:.2rem}
        a:hover,a:focus-visible{text-decoration:underline}
        time,.t{font-variant-numeric:tabular-nums;white-space:nowrap}
        .summary li{font-size:1.125rem;line-height:1.55}
        .tasks li{padding:.75rem .95rem;border:1px solid var(--line);border-left:.25rem solid var(--accent);border-radius:.5rem}
        .tags{display:flex;flex-wrap:wrap;gap:.4rem;margin:.45rem 0 0}
        .tags span{font-size:.85rem;line-height:1.4;padding:.12rem .6rem;border-radius:1rem;background:var(--tint)}
        .tags .due{background:var(--marktint);color:var(--mark)}
        .decisions li{padding-left:1.6rem;position:relative}
        .decisions li::before{content:"\2713";position:absolute;left:.1rem;color:var(--accent);font-weight:700}
        .points li{padding-left:1.6rem;position:relative}
        .points li::before{content:"\2022";position:absolute;left:.35rem;color:var(--accent);font-weight:700}
        .chapters li{display:grid;grid-template-columns:4.5rem 1fr;gap:.6rem;margin:0;padding:.45rem .5rem;border-radius:.4rem}
        .chapters li:target{background:var(--tint)}
        .people li{display:grid;grid-template-columns:minmax(8rem,1fr) minmax(6rem,2fr) 7.5rem;gap:.8rem;align-items:center;margin:0 0 .45rem}
        .people .t{color:var(--soft);font-size:.9rem;text-align:right}
        progress{width:100%;height:.5rem;border:0;border-radius:.25rem;background:var(--line);accent-color:var(--accent);appearance:none}
        progress::-webkit-progress-bar{background:var(--line);border-radius:.25rem}
        progress::-webkit-progress-value{background:var(--accent);border-radius:.25rem}
        progress::-moz-progress-bar{background:var(--accent);border-radius:.25rem}
        @media (max-width:40rem){body{font-size:1rem}main{margin:0;padding:1.4rem 1.1rem 2rem;border:0;border-radius:0;min-height:100vh}h1{font-size:1.5rem}.summary li{font-size:1.05rem}.people li{grid-template-columns:1fr auto}.people progress{grid-column:1/-1;grid-row:2}}
        @media print{:root{--bg:#fff;--paper:#fff;--ink:#000;--soft:#444;--line:#bbb;--accent:#1a3f94;--tint:#f1f1f1;--marktint:#f1f1f1;--mark:#000}body{font-size:10.5pt}main{margin:0;padding:0;border:0;max-width:none}li,h2{break-inside:avoid}h2{break-after:avoid}}
        """;

    public static readonly string ContentSecurityPolicy =
        $"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Css)))}'; "
        + "base-uri 'none'; form-action 'none'; object-src 'none'; frame-ancestors 'none'";
}
