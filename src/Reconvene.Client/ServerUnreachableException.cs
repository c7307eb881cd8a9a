using System.Diagnostics.CodeAnalysis;

namespace Reconvene.Client;

/// <summary>No Reconvene server answers at the address, or what answers is not one.</summary>
/// <param name="message">One sentence: the address, what was expected, what to do.</param>
/// <param name="inner">What the network said; null when it said nothing.</param>
[SuppressMessage("Roslynator", "RCS1194", Justification = "Always has a sentence.")]
public sealed class ServerUnreachableException(string message, Exception? inner = null) : Exception(message, inner);
