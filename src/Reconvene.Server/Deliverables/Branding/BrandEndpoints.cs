using System.Diagnostics;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.OpenApi;
using Reconvene.Client.Deliverables;
using Reconvene.Server.Accounts;
using Reconvene.Server.Platform.Http;

namespace Reconvene.Server.Deliverables.Branding;

internal static class BrandEndpoints
{
    public static void MapBrandEndpoints(this IEndpointRouteBuilder app)
    {
        var brand = app.MapGroup("/api/v1/brand").WithTags("Brand").RequireAuthorization(Policies.Viewer);
        brand.MapGet("/", Get).WithName("GetBrand").WithSummary("How deliverables look.");
        brand.MapPut("/", Put).WithName("PutBrand").RequireAuthorization(Policies.Editor)
            .WithSummary("Gives deliverables a name and an accent colour; the answer says which colours are used.");
        brand.MapDelete("/", Delete).WithName("DeleteBrand").RequireAuthorization(Policies.Editor)
            .WithSummary("Name, accent and logo become the default again.");
        brand.MapGet("/logo", GetLogo).WithName("GetBrandLogo").WithSummary("The logo itself.");
        brand.MapPut("/logo", PutLogo).WithName("PutBrandLogo").RequireAuthorization(Policies.Editor)
            .WithSummary("The body is a PNG or a JPEG of at most 512 KiB, and 2000 pixels each way.")
            .AddOpenApiOperationTransformer(DescribePicture);
        brand.MapDelete("/logo", DeleteLogo).WithName("DeleteBrandLogo").RequireAuthorization(Policies.Editor)
            .WithSummary("Deliverables show no logo any more.");
    }

    internal static async Task<Ok<BrandView>> Get(Caller caller, BrandQueries queries, CancellationToken cancellation) =>
        TypedResults.Ok(await queries.ViewAsync(caller.Tenant, cancellation));

    internal static async Task<Results<Ok<BrandView>, ProblemHttpResult>> Put(
        BrandRequest request, Caller caller, ChangeBrand change, BrandQueries queries, CancellationToken cancellation) =>
        await change.RunAsync(caller, request, cancellation) is { Count: > 0 } errors
            ? Problems.Invalid(errors)
            : TypedResults.Ok(await queries.ViewAsync(caller.Tenant, cancellation));

    internal static async Task<NoContent> Delete(Caller caller, ChangeBrand change, CancellationToken cancellation)
    {
        await change.RemoveAsync(caller, cancellation);
        return TypedResults.NoContent();
    }

    internal static async Task<Results<FileContentHttpResult, ProblemHttpResult>> GetLogo(
        Caller caller, BrandQueries queries, CancellationToken cancellation) =>
        (await queries.FindAsync(caller.Tenant, cancellation)).Logo is { } logo
            ? TypedResults.Bytes(logo.Bytes, logo.ContentType)
            : Problems.Make(StatusCodes.Status404NotFound, "not_found", "There is no logo: put one at this address.");

    internal static async Task<Results<Ok<BrandView>, ProblemHttpResult>> PutLogo(
        Caller caller, ChangeBrand change, BrandQueries queries, HttpRequest request, CancellationToken cancellation)
    {
        switch (ReadLogo.Run(await BytesAsync(request.Body, cancellation)))
        {
            case LogoOutcome.Taken taken:
                await change.PutLogoAsync(caller, taken.Logo, cancellation);
                return TypedResults.Ok(await queries.ViewAsync(caller.Tenant, cancellation));
            case LogoOutcome.Refused refused:
                return Problems.Make(StatusCodes.Status422UnprocessableEntity, "logo_refused", refused.Reason);
            default:
                throw new UnreachableException();
        }
    }

    internal static async Task<NoContent> DeleteLogo(Caller caller, ChangeBrand change, CancellationToken cancellation)
    {
        await change.RemoveLogoAsync(caller, cancellation);
        return TypedResults.NoContent();
    }

    /// <summary>One byte more than is allowed tells that there are too many.</summary>
    private static async Task<byte[]> BytesAsync(Stream body, CancellationToken cancellation)
    {
        var buffer = new byte[ReadLogo.LargestBytes + 1];
        return buffer[..await body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellation)];
    }

    private static Task DescribePicture(OpenApiOperation operation, Microsoft.AspNetCore.OpenApi.OpenApiOperationTransformerContext context, CancellationToken cancellation)
    {
        var picture = new OpenApiMediaType { Schema = new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary" } };
        operation.RequestBody = new OpenApiRequestBody
        {
            Required = true,
            Content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal) { [BrandLogo.Png] = picture, [BrandLogo.Jpeg] = picture },
        };
        return Task.CompletedTask;
    }
}
