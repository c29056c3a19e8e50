using System.Diagnostics;
using Engagement.Counts.Traffic;
using Engagement.Readers;
using Xunit;

namespace Engagement.Tests.Counts;

public sealed class CrawlersTests
{
    [Theory]
    [InlineData("Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)", InvalidTrafficReason.Crawler)]
    [InlineData("curl/8.5.0", InvalidTrafficReason.Crawler)]
    [InlineData("python-requests/2.32.3", InvalidTrafficReason.Crawler)]
    [InlineData("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/141.0.0.0 Safari/537.36", InvalidTrafficReason.Crawler)]
    [InlineData("SomethingNew/1.0 (+https://something.example/about)", InvalidTrafficReason.Crawler)]
    [InlineData("facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)", InvalidTrafficReason.Preview)]
    [InlineData("Twitterbot/1.0", InvalidTrafficReason.Preview)]
    [InlineData("WhatsApp/2.23.20.0", InvalidTrafficReason.Preview)]
    [InlineData("TelegramBot (like TwitterBot)", InvalidTrafficReason.Preview)]
    [InlineData("Mastodon/4.4.1 (http.rb/5.3.1; +https://mastodon.example/) Bot", InvalidTrafficReason.Preview)]
    [InlineData("Akkoma 3.15.2; https://social.example <admin@social.example>; Bot", InvalidTrafficReason.Preview)]
    [InlineData("Mozilla/5.0 (compatible; Bluesky Cardyb/1.1; +mailto:support@bsky.app)", InvalidTrafficReason.Preview)]
    [InlineData("Mozilla/4.0 (compatible; ms-office; MSOffice 16)", InvalidTrafficReason.Preview)]
    [InlineData("Microsoft Office/16.0 (Windows NT 10.0; Microsoft Outlook 16.0.17928; Pro)", InvalidTrafficReason.Preview)]
    [InlineData("Microsoft Office Existence Discovery", InvalidTrafficReason.Preview)]
    [InlineData("Barracuda Sentinel (EE)", InvalidTrafficReason.Crawler)]
    [InlineData("Mozilla/5.0 (compatible; Proofpoint URL Defense)", InvalidTrafficReason.Crawler)]
    [InlineData("Dart/3.5 (dart:io)", InvalidTrafficReason.Crawler)]
    [InlineData("Java/17.0.2", InvalidTrafficReason.Crawler)]
    [InlineData("PostmanRuntime/7.43.0", InvalidTrafficReason.Crawler)]
    [InlineData("node", InvalidTrafficReason.Crawler)]
    public void Programs_that_fetch_pages_are_known(string agent, InvalidTrafficReason reason) => Assert.Equal(reason, Crawlers.Find(agent));

    [Theory]
    [InlineData("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36")]
    [InlineData("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36 Edg/141.0.0.0")]
    [InlineData("Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:144.0) Gecko/20100101 Firefox/144.0")]
    [InlineData("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6 Safari/605.1.15")]
    [InlineData("Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 [FBAN/FBIOS;FBAV/530.0.0.44.106;FBDV/iPhone16,1;FBMD/iPhone;FBSN/iOS;FBSV/18.6;FBLC/en_GB]")]
    [InlineData("Mozilla/5.0 (Linux; Android 14; SM-S918B; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/140.0.7339.51 Mobile Safari/537.36 MetaIAB Facebook")]
    [InlineData("Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/22G86 Instagram 390.0.0.28.85 (iPhone16,1; iOS 18_6; en_GB)")]
    [InlineData("Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 LinkedInApp/9.31")]
    [InlineData("Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6 Mobile/15E148 Safari/604.1 Twitter for iPhone/11.20")]
    [InlineData("Mozilla/5.0 (Linux; Android 13; Pixel 7; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/139.0.0.0 Mobile Safari/537.36 Line/15.12.0/IAB")]
    [InlineData("Mozilla/5.0 (Linux; Android 13; Pixel 7) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/28.0 Chrome/130.0.0.0 Mobile Safari/537.36")]
    [InlineData("Mozilla/5.0 (Linux; Android 11; KFTRWI) AppleWebKit/537.36 (KHTML, like Gecko) Silk/138.5.1 like Chrome/138.0.7204.0 Safari/537.36")]
    [InlineData("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/138.0.0.0 Safari/537.36 Viber/23.0")]
    [InlineData("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Notion/4.17.0 Chrome/134.0 Electron/35.0 Safari/537.36")]
    [InlineData("Mozilla/5.0 (Linux; Android 12; Cubot KING KONG) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Mobile Safari/537.36")]
    [InlineData("Opera/9.80 (Android; Opera Mini/36.2.2254/119.132; U; id) Presto/2.12.423 Version/12.16")]
    [InlineData("Lynx/2.9.2 libwww-FM/2.14 SSL-MM/1.4.1 OpenSSL/3.3.0")]
    [InlineData("NewsApp/4.2 (Android 15; Dart/3.5)")]
    [InlineData("Rubykon/2.0 (iPad; iOS 18.6)")]
    public void Readers_browsers_are_not_taken_for_them(string agent) => Assert.Null(Crawlers.Find(agent));

    [Fact]
    public void An_agent_of_any_length_is_looked_at_in_no_time()
    {
        var visitor = new Visitor { Agent = new string('x', 1_000_000) };
        var started = Stopwatch.GetTimestamp();

        Assert.Null(visitor.FindInvalid());
        Assert.True(Stopwatch.GetElapsedTime(started) < TimeSpan.FromSeconds(5)); // searched whole it would take minutes
    }
}
