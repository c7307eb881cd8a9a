namespace Reconvene.Server.Connections.Rates;

/// <summary>Where a lane's turns come from.</summary>
internal delegate Task<RateLease> LeaseCalls(RateKey key, RateTerms terms, RateAsk ask);
