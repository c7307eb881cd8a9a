using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Reconvene.Simulator.Control.Addresses;

/// <summary>The certificate that the simulator shows over HTTPS.</summary>
public sealed record SimulatorCertificate
{
    /// <summary>A PFX file, or a PEM file with the certificate and what stands between it and its root.</summary>
    public required string Path { get; init; }

    /// <summary>The PEM file of the key; null, the default, when the key stands in the same file.</summary>
    public string? KeyPath { get; init; }

    /// <summary>What opens a PFX file. None by default.</summary>
    public string? Password { get; init; }

    internal static (X509Certificate2 Certificate, X509Certificate2Collection Chain) Load(SimulatorCertificate wish)
    {
        try
        {
            return wish.IsPem() ? wish.LoadPem() : wish.LoadPfx();
        }
        catch (Exception wrong) when (wrong is CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw new ArgumentException($"Certificate '{wish.Path}' cannot be used: {wrong.Message}", nameof(wish), wrong);
        }
    }

    private bool IsPem()
    {
        var beginning = new byte[5];
        using var file = File.OpenRead(Path);
        return file.ReadAtLeast(beginning, beginning.Length, throwOnEndOfStream: false) == beginning.Length
            && beginning.AsSpan().SequenceEqual("-----"u8);
    }

    private (X509Certificate2 Certificate, X509Certificate2Collection Chain) LoadPem()
    {
        var chain = new X509Certificate2Collection();
        chain.ImportFromPemFile(Path);
        return (X509Certificate2.CreateFromPemFile(Path, KeyPath), chain);
    }

    private (X509Certificate2 Certificate, X509Certificate2Collection Chain) LoadPfx()
    {
        var all = X509CertificateLoader.LoadPkcs12CollectionFromFile(Path, Password);
        var own = all.FirstOrDefault(one => one.HasPrivateKey) ?? throw new CryptographicException("It holds no private key.");
        return (own, all);
    }
}
