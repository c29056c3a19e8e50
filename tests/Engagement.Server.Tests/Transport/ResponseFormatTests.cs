using Engagement.Transport.Http;
using Xunit;

namespace Engagement.Server.Tests.Transport;

public sealed class ResponseFormatTests
{
    [Theory]
    [InlineData(null, "Json")]
    [InlineData("", "Json")]
    [InlineData("*/*", "Json")]
    [InlineData("application/*", "Json")]
    [InlineData("application/json", "Json")]
    [InlineData("APPLICATION/JSON; charset=\"UTF-8\"", "Json")]
    [InlineData("application/graphql-response+json", "GraphQLResponse")]
    [InlineData("application/json, application/graphql-response+json", "GraphQLResponse")]
    [InlineData("application/graphql-response+json, */*", "GraphQLResponse")]
    [InlineData("application/graphql-response+json;q=0.5, application/json", "Json")]
    [InlineData("application/graphql-response+json;q=0.5, */*;q=0.1", "GraphQLResponse")]
    [InlineData("application/graphql-response+json;q=0.1, */*", "Json")]
    [InlineData("application/json;q=0, */*", "GraphQLResponse")]
    [InlineData("application/graphql-response+json;q=0, */*", "Json")]
    [InlineData("text/html, application/xhtml+xml, */*;q=0.8", "Json")]
    [InlineData("text/event-stream", "EventStream")]
    [InlineData("Text/Event-Stream; charset=utf-8", "EventStream")]
    [InlineData("text/event-stream, */*", "EventStream")]
    [InlineData("text/event-stream, multipart/mixed", "EventStream")]
    [InlineData("text/event-stream, application/json;q=0.9", "EventStream")]
    [InlineData("text/event-stream;q=0.9, application/json", "Json")]
    [InlineData("application/graphql-response+json, application/json, text/event-stream", "GraphQLResponse")]
    [InlineData("text/*", null)]
    [InlineData("text/event-stream;q=0", null)]
    [InlineData("text/event-stream; charset=latin1", null)]
    [InlineData("text/html", null)]
    [InlineData("application/json; charset=latin1", null)]
    [InlineData("application/json;q=0", null)]
    [InlineData("not a media type", null)]
    public void Accept_chooses(string? accept, string? format) =>
        Assert.Equal(format, ResponseFormats.Negotiate(accept)?.ToString());

    [Fact]
    public async Task Nothing_acceptable_is_406_and_nothing_is_run()
    {
        await using var server = await TransportServer.StartAsync();
        using var response = await server.QueryAsync("mutation{add(by:1)}", "text/html");

        Assert.Equal(406, (int)response.StatusCode);
        Assert.Equal("NOT_ACCEPTABLE", await response.CodeAsync());
        Assert.Equal(0, server.World.Total);
    }

    [Fact]
    public async Task Answers_vary_by_Accept()
    {
        await using var server = await TransportServer.StartAsync();
        using var response = await server.QueryAsync("{echo}");
        Assert.Equal(["Accept"], response.Headers.Vary);
    }
}
