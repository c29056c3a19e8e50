using System.Text.Json;
using CsCheck;
using Engagement.Articles;
using Xunit;

namespace Engagement.Tests.Articles;

public sealed class UrlIdentityTests
{
    private static readonly JsonElement Vectors = JsonDocument.Parse(
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Articles", "url-identities.json"))).RootElement;

    public static TheoryData<string, string> Same => Pairs("same");
    public static TheoryData<string, string> Different => Pairs("different");

    [Theory, MemberData(nameof(Same))]
    public void These_are_one_page(string one, string other) => Assert.Equal(Of(one), Of(other));

    [Theory, MemberData(nameof(Different))]
    public void These_are_two_pages(string one, string other) => Assert.NotEqual(Of(one), Of(other));

    [Fact]
    public void An_identity_is_its_own_identity() =>
        Gen.Select(Gen.OneOf("https://a.example/", "http://www.a.example:81/", "https://a.example/?"), Gen.OneOf(Gen.String, Gen.String["/.%2Ee?&=#au_tmindexhl"])).Sample((start, rest) =>
        {
            if (!ArticleUrl.TryParse(start + rest, out var url))
                return;
            var identity = UrlIdentity.Of(url);
            Assert.True(ArticleUrl.TryParse($"https://{identity}", out var again));
            Assert.True(UrlIdentity.Of(again) == identity || HasMoreToPeel(identity), $"{url}: {identity} became {UrlIdentity.Of(again)}");
        });

    /// <summary>One index and one www. are left out, no second.</summary>
    private static bool HasMoreToPeel(string identity) =>
        identity.StartsWith("www.", StringComparison.Ordinal) || identity.Split('?')[0].Contains("/index.", StringComparison.OrdinalIgnoreCase);

    private static string Of(string url)
    {
        Assert.True(ArticleUrl.TryParse(url, out var canonical));
        return UrlIdentity.Of(canonical);
    }

    private static TheoryData<string, string> Pairs(string kind)
    {
        var pairs = new TheoryData<string, string>();
        foreach (var vector in Vectors.GetProperty(kind).EnumerateArray())
        {
            string[] urls = [.. vector.GetProperty("urls").EnumerateArray().Select(u => u.GetString() ?? "")];
            for (var i = 0; i < urls.Length; i++)
                for (var j = i + 1; j < urls.Length; j++)
                    pairs.Add(urls[i], urls[j]);
        }
        return pairs;
    }
}
