using Engagement.Articles;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Engagement.Tests.Articles;

public sealed class NamedArticlesTests(Site site) : IClassFixture<Site>
{
    [Fact]
    public async Task A_write_that_never_finds_its_articles_locked_ends()
    {
        var draft = ArticleCheck.Run(Site.Input("never"), 0, []);
        Assert.NotNull(draft);
        var rounds = 0;
        await Assert.ThrowsAsync<DbUpdateConcurrencyException>(() => site.Named.WriteAsync<string>([draft], [], (_, _) =>
        {
            rounds++;
            return Task.FromResult<string?>(null);
        }, Site.Cancel));
        Assert.Equal(10, rounds);
    }
}
