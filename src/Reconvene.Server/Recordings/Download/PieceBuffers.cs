using System.Collections.Concurrent;
using System.Runtime.InteropServices;

namespace Reconvene.Server.Recordings.Download;

/// <summary>
/// The memory that bytes pass through on their way between wire and disk: large pieces, used again and again, so that a
/// download costs the same memory whatever its size. They begin where the disk wants them to (<see cref="Alignment"/>).
/// </summary>
internal sealed class PieceBuffers
{
    public const int PieceBytes = 1 << 20;

    /// <summary>What a disk takes without a copy begins at a multiple of this, in memory and in the file.</summary>
    public const int Alignment = 4096;

    private const int MostKept = 16;

    private readonly ConcurrentBag<Memory<byte>> _free = [];

    public Piece Take() => new(this, _free.TryTake(out var free) ? free : Make());

    private static Memory<byte> Make()
    {
        // Pinned, so that the address stays a multiple.
        var array = GC.AllocateUninitializedArray<byte>(PieceBytes + Alignment, pinned: true);
        var beyond = (int)(Marshal.UnsafeAddrOfPinnedArrayElement(array, 0) % Alignment);
        return array.AsMemory((Alignment - beyond) % Alignment, PieceBytes);
    }

    private void Return(Memory<byte> memory)
    {
        if (_free.Count < MostKept)
        {
            _free.Add(memory);
        }
    }

    /// <summary>One piece, given back when disposed.</summary>
    internal sealed class Piece(PieceBuffers owner, Memory<byte> memory) : IDisposable
    {
        private bool _isReturned;

        public Memory<byte> Memory => memory;

        public void Dispose()
        {
            if (!_isReturned)
            {
                _isReturned = true;
                owner.Return(memory);
            }
        }
    }
}
