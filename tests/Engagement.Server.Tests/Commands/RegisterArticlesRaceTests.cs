using Engagement.Articles;
using Engagement.Graph;
using Engagement.Server.Tests.Hosting;
using Xunit;

namespace Engagement.Server.Tests.Commands;

public sealed class RegisterArticlesRaceTests
{
    private const int Callers = 8;

    [Theory, EachEngine]
    public async Task Of_many_who_register_the_same_at_once_one_creates(string engine)
    {
        await using var database = await ArticleDatabase.CreateAsync(engine);
        for (var round = 0; round < 10; round++)
        {
            var inputs = Enumerable.Range(0, 20).Select(i => Input($"r{round}-{i}", $"r{round}-{i}"));
            var outcomes = await AtOnceAsync(i => database.Register.RunAsync([.. i % 2 == 0 ? inputs : inputs.Reverse()], TestContext.Current.CancellationToken));
            Assert.All(outcomes, o => Assert.Empty(o.Errors));
            Assert.Equal(20, outcomes.Sum(o => o.Count(ArticleChange.Created)));
            Assert.Equal(20 * (Callers - 1), outcomes.Sum(o => o.Count(ArticleChange.Unchanged)));
        }
    }

    [Theory, EachEngine]
    public async Task Of_many_who_want_one_address_at_once_one_has_it(string engine)
    {
        await using var database = await ArticleDatabase.CreateAsync(engine);
        for (var round = 0; round < 10; round++)
        {
            var outcomes = await AtOnceAsync(i => database.Register.RunAsync([Input($"r{round}-{i}", $"r{round}")], TestContext.Current.CancellationToken));
            Assert.Equal(1, outcomes.Sum(o => o.Count(ArticleChange.Created)));
            Assert.All(outcomes.SelectMany(o => o.Errors), e => Assert.Equal(InputProblem.Taken, Assert.IsType<InvalidInput>(e).Problem));
        }
    }

    [Theory, EachEngine]
    public async Task Exchanges_at_once_leave_each_address_with_one_article(string engine)
    {
        await using var database = await ArticleDatabase.CreateAsync(engine);
        await database.Register.RunAsync([Input("a", "1"), Input("b", "2"), Input("c", "3")], TestContext.Current.CancellationToken);
        string[] orders = ["123", "231", "312", "213", "132", "321"];
        await AtOnceAsync(async caller =>
        {
            for (var round = 0; round < 10; round++)
            {
                var order = orders[(caller + round) % orders.Length];
                var outcome = await database.Register.RunAsync(
                    [Input("a", order[..1]), Input("b", order[1..2]), Input("c", order[2..])], TestContext.Current.CancellationToken);
                Assert.Empty(outcome.Errors);
            }
            return true;
        });
        Assert.Equal(["1", "2", "3"], (await database.ReadAsync(a => a.Select(x => x.Url))).Select(u => u[^1..]).Order());
        Assert.All(await database.ReadAsync(a => a), a => Assert.Equal(ArticleUrl.Hash(a.Url), a.UrlHash));
    }

    private static Task<T[]> AtOnceAsync<T>(Func<int, Task<T>> call) =>
        Task.WhenAll(Enumerable.Range(0, Callers).Select(i => Task.Run(() => call(i))));

    private static ArticleInput Input(string key, string page) => new() { Key = key, Url = $"https://news.example/{page}", Title = "T" };
}
