using System.Diagnostics.CodeAnalysis;

namespace Reconvene.Server.Platform;

/// <summary>The server must not start: the message says why, and what to do, to the person who started it.</summary>
[SuppressMessage("Design", "CA1064:Exceptions should be public", Justification = "Only the program catches it.")]
internal class StartRefusedException(string message) : Exception(message);
