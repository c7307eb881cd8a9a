using System.Globalization;
using Reconvene.Server.Connections.Rates.Store;
using Reconvene.Zoom;

namespace Reconvene.Server.Connections.Rates;

/// <summary>Why a call has to wait longer than anyone waits in place.</summary>
internal static class RateFailures
{
    public static ZoomFailure Full(RateKey key, DateTimeOffset notBefore) => new(
        ZoomFailureKind.RateLimited,
        string.Create(
            CultureInfo.InvariantCulture,
            $"All {key.Name} calls that this Zoom account may make now are taken: the next one is free at {notBefore:HH:mm:ss} UTC."))
    {
        NotBefore = notBefore,
    };

    public static ZoomFailure Asleep(RateKey key, RateLease.Refused refused) => new(
        ZoomFailureKind.DailyLimit,
        string.Create(
            CultureInfo.InvariantCulture,
            $"{key.Name} calls of this Zoom account sleep until {refused.NotBefore:yyyy-MM-dd HH:mm} UTC: {refused.Row.AsleepWhy}."))
    {
        NotBefore = refused.NotBefore,
    };
}
