using Reconvene.Server.Connections;
using Reconvene.Server.Ledger;
using Reconvene.Server.Platform.Http;
using Reconvene.Zoom;

namespace Reconvene.Server.Recordings.AtZoom;

/// <summary>What a caller asks of a listing, as it came.</summary>
internal sealed record ListingQuestion(string? From, string? To, int PageSize, string? Token)
{
    /// <summary>Where the listing begins or goes on; null, and what is wrong, when the question is not valid.</summary>
    public ListingPlace? Judge(
        ZoomConnection connection, TimeProvider time, int usualDays, out IReadOnlyList<FieldError> errors)
    {
        var days = new DayRange(From, To) { Names = ("from_date", "to_date") }.Judge(time, usualDays, out errors);
        if (PageSize is < 1 or > ZoomListings.LargestPage)
        {
            errors = [.. errors, new("page_size", $"must be between 1 and {ZoomListings.LargestPage}.")];
        }

        if (days is not var (from, to) || errors.Count > 0)
        {
            return null;
        }

        // Nothing is recorded after tomorrow, wherever it is tomorrow already.
        var tomorrow = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime).AddDays(1);
        var last = to < tomorrow ? to : tomorrow;
        var first = from > FirstRecordings.Day || from > last ? from : FirstRecordings.Day;
        return string.IsNullOrEmpty(Token)
            ? new ListingPlace { Connection = connection.Id.Value, From = first, To = last, PageSize = PageSize }
            : GoOn(connection, first, last, tomorrow, out errors);
    }

    /// <summary>Days that are left out are those of the page before.</summary>
    private ListingPlace? GoOn(
        ZoomConnection connection, DateOnly from, DateOnly to, DateOnly tomorrow, out IReadOnlyList<FieldError> errors)
    {
        var place = ListingPlace.Read(Token!);
        var isSame = place is not null
            && place.Connection == connection.Id.Value
            && place.PageSize == PageSize
            && place.From >= FirstRecordings.Day
            && place.To <= tomorrow
            && (string.IsNullOrWhiteSpace(From) || place.From == from)
            && (string.IsNullOrWhiteSpace(To) || place.To == to);
        errors = isSame
            ? []
            : [new("next_page_token", "is not one that this listing gave out, or goes with other days or another page_size: start again without it.")];
        return isSame ? place : null;
    }
}
