using DocumentFormat.OpenXml.Drawing;
using DocumentFormat.OpenXml.Drawing.Wordprocessing;
using Reconvene.Server.Deliverables.Branding;
using Pictures = DocumentFormat.OpenXml.Drawing.Pictures;
using Word = DocumentFormat.OpenXml.Wordprocessing;

namespace Reconvene.Server.Deliverables.Rendering.Docx;

/// <summary>The logo within a line of text.</summary>
internal static class DocxLogo
{
    private const long PerPixel = 9525;
    private const long PerCentimetre = 360_000;
    private const double Widest = 5.5 * PerCentimetre;
    private const double Highest = 1.4 * PerCentimetre;

    public static Word.Run Run(BrandLogo logo, string relationship, string name)
    {
        var scale = Math.Min(1, Math.Min(Widest / (logo.Width * PerPixel), Highest / (logo.Height * PerPixel)));
        var (width, height) = (Size(logo.Width, scale), Size(logo.Height, scale));
        var clean = DocxText.Clean(name);
        var picture = new Pictures.Picture(
            new Pictures.NonVisualPictureProperties(
                new Pictures.NonVisualDrawingProperties { Id = 1U, Name = "logo", Description = clean },
                new Pictures.NonVisualPictureDrawingProperties()),
            new Pictures.BlipFill(new Blip { Embed = relationship }, new Stretch(new FillRectangle())),
            new Pictures.ShapeProperties(
                new Transform2D(new Offset { X = 0, Y = 0 }, new Extents { Cx = width, Cy = height }),
                new PresetGeometry(new AdjustValueList()) { Preset = ShapeTypeValues.Rectangle }));
        return new(new Word.Drawing(new Inline(
            new Extent { Cx = width, Cy = height },
            new DocProperties { Id = 1U, Name = "logo", Description = clean },
            new Graphic(new GraphicData(picture) { Uri = "http://schemas.openxmlformats.org/drawingml/2006/picture" }))
        {
            DistanceFromTop = 0U,
            DistanceFromBottom = 0U,
            DistanceFromLeft = 0U,
            DistanceFromRight = 0U,
        }));
    }

    private static long Size(int pixels, double scale) => Math.Max(1, (long)(pixels * PerPixel * scale));
}
