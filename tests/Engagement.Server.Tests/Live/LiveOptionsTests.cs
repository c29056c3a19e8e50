using Engagement.Server.Tests.Hosting;
using Microsoft.Extensions.Options;
using Xunit;

namespace Engagement.Server.Tests.Live;

public sealed class LiveOptionsTests
{
    [Fact]
    public async Task A_catch_up_that_may_not_wait_whole_keeps_the_server_from_starting()
    {
        var setup = new ServerSetup { Settings = ["Live:CatchUpEvents=50", "Live:WaitingEvents=49"] };

        var fault = await Assert.ThrowsAsync<OptionsValidationException>(() => EngagementServer.StartAsync(Engines.Sqlite, setup));

        Assert.Contains("Live:WaitingEvents is 49, and has to be at least Live:CatchUpEvents, 50", fault.Message);
    }

    [Fact]
    public async Task As_much_as_may_wait_is_caught_up()
    {
        await using var server = await EngagementServer.StartAsync(Engines.Sqlite, new ServerSetup { Settings = ["Live:CatchUpEvents=10", "Live:WaitingEvents=10"] });
        var article = await server.RegisterAsync("a");
        for (var i = 0; i < 10; i++)
            await server.PostAsync(article, server.Token("alice"), $"{i}");
        using var socket = await GraphQLSocket.SubscribeAsync(
            server.Address, null, "subscription($id: ID!) { commentAdded(articleId: $id, after: 0) { ... on CommentAdded { version } } }", new { id = article }, TestContext.Current.CancellationToken);

        Assert.Equal(10, await socket.EventsAsync(TestContext.Current.CancellationToken).Take(10).CountAsync(TestContext.Current.CancellationToken));
    }
}
