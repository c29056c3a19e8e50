using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using Engagement.Graph;
using GraphQL.Types;

namespace Engagement.Server.Endpoints;

/// <summary>Which program this is.</summary>
internal sealed class ServerVersion
{
    public ServerVersion(ISchema schema)
    {
        var (version, commit) = Split(typeof(ServerVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "");
        (Version, Commit) = (version, commit);
        Schema = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(SchemaText.Print(schema))));
    }

    /// <summary>Of the release, such as <c>0.1.0</c>.</summary>
    public string Version { get; }

    /// <summary>Of the source, where the build knew it.</summary>
    public string? Commit { get; }

    /// <summary>SHA-256 of the printed schema, hexadecimal: two servers with the same one have the same contract.</summary>
    public string Schema { get; }

    // "0.1.0+{commit}", as the SDK writes it.
    private static (string Version, string? Commit) Split(string text) =>
        text.IndexOf('+') is >= 0 and var plus ? (text[..plus], text[(plus + 1)..]) : (text, null);
}
