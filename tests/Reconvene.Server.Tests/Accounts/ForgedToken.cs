using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;
using Reconvene.Server.Platform.Secrets;
using Reconvene.Testing;

namespace Reconvene.Server.Tests.Accounts;

/// <summary>A token written by hand: right as it is made, and then wrong in what the test changes.</summary>
internal sealed class ForgedToken
{
    private ForgedToken(byte[] key) => Key = key;

    public Dictionary<string, object> Header { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, object> Payload { get; } = new(StringComparer.Ordinal);

    public byte[] Key { get; set; }

    public static ForgedToken Of(ServerUnderTest server, string genuine)
    {
        var token = new ForgedToken(server.Services.GetRequiredService<MasterKeys>().Derive("access-token"));
        var parts = genuine.Split('.');
        Fill(token.Header, parts[0]);
        Fill(token.Payload, parts[1]);
        return token;
    }

    public ForgedToken With(Action<ForgedToken> change)
    {
        change(this);
        return this;
    }

    public string Sign(string? signature = null)
    {
        var signed = $"{Part(Header)}.{Part(Payload)}";
        var bytes = Encoding.ASCII.GetBytes(signed);
        var mac = Header["alg"] switch
        {
            "HS384" => HMACSHA384.HashData(Key, bytes),
            "HS512" => HMACSHA512.HashData(Key, bytes),
            _ => HMACSHA256.HashData(Key, bytes),
        };
        return $"{signed}.{signature ?? WebEncoders.Base64UrlEncode(mac)}";
    }

    public string SignByRsa(RSA rsa)
    {
        var signed = $"{Part(Header)}.{Part(Payload)}";
        var mac = rsa.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return $"{signed}.{WebEncoders.Base64UrlEncode(mac)}";
    }

    public void Move(string claim, TimeSpan by) =>
        Payload[claim] = long.Parse(Payload[claim].ToString()!, CultureInfo.InvariantCulture) + (long)by.TotalSeconds;

    private static string Part(Dictionary<string, object> members) =>
        WebEncoders.Base64UrlEncode(JsonSerializer.SerializeToUtf8Bytes(members));

    private static void Fill(Dictionary<string, object> members, string part)
    {
        foreach (var (name, value) in JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(WebEncoders.Base64UrlDecode(part))!)
        {
            members[name] = value.ValueKind is JsonValueKind.Number ? value.GetInt64() : value.GetString()!;
        }
    }
}
