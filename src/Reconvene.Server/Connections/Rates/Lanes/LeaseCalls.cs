using Reconvene.Server.Connections.Rates.Store;

namespace Reconvene.Server.Connections.Rates.Lanes;

/// <summary>Where a lane's turns come from.</summary>
internal delegate Task<RateLease> LeaseCalls(RateKey key, RateTerms terms, RateAsk ask);
