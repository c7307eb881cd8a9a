using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Reconvene.Simulator.Tests.Kit;

/// <summary>A certificate for names that the test owns, in a folder that goes with it.</summary>
internal sealed class TestCertificate : IDisposable
{
    private readonly X509Certificate2 _certificate;
    private readonly string _folder = Directory.CreateTempSubdirectory("simulator-certificate-").FullName;

    public TestCertificate(params string[] names)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=" + names[0], key, HashAlgorithmName.SHA256);
        var alternatives = new SubjectAlternativeNameBuilder();
        foreach (var name in names)
        {
            alternatives.AddDnsName(name);
        }

        request.CertificateExtensions.Add(alternatives.Build());
        _certificate = request.CreateSelfSigned(DateTimeOffset.UnixEpoch.AddYears(50), DateTimeOffset.UnixEpoch.AddYears(100));
        Thumbprint = _certificate.Thumbprint;
    }

    public string Thumbprint { get; }

    public string Pfx(string password)
    {
        var path = Path.Combine(_folder, "certificate.pfx");
        File.WriteAllBytes(path, _certificate.Export(X509ContentType.Pfx, password));
        return path;
    }

    public string Pem()
    {
        var path = Path.Combine(_folder, "certificate.pem");
        File.WriteAllText(path, _certificate.ExportCertificatePem());
        return path;
    }

    public string PemKey()
    {
        var path = Path.Combine(_folder, "key.pem");
        using var key = _certificate.GetECDsaPrivateKey()!;
        File.WriteAllText(path, key.ExportPkcs8PrivateKeyPem());
        return path;
    }

    public string PemWithKey()
    {
        var path = Path.Combine(_folder, "both.pem");
        File.WriteAllText(path, File.ReadAllText(Pem()) + "\n" + File.ReadAllText(PemKey()));
        return path;
    }

    public void Dispose()
    {
        _certificate.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
