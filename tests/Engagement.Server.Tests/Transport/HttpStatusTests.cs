using System.Net;
using System.Text;
using System.Text.Json;
using Xunit;

namespace Engagement.Server.Tests.Transport;

public sealed class HttpStatusTests
{
    private const string Json = "application/json";
    private const string GraphQL = "application/graphql-response+json";

    [Theory]
    [InlineData(Json, """{"query":"{echo}"}""", 200, null)]
    [InlineData(GraphQL, """{"query":"{echo}"}""", 200, null)]
    [InlineData(Json, """{"query":"{"}""", 200, "SYNTAX_ERROR")]
    [InlineData(GraphQL, """{"query":"{"}""", 400, "SYNTAX_ERROR")]
    [InlineData(Json, """{"query":"{nothing}"}""", 200, "VALIDATION_FAILED")]
    [InlineData(GraphQL, """{"query":"{nothing}"}""", 400, "VALIDATION_FAILED")]
    [InlineData(GraphQL, """{"query":"query($a:Int!){__typename echo(text:\"a\")@include(if:true)}","variables":{}}""", 400, "VALIDATION_FAILED")]
    [InlineData(GraphQL, """{"query":"query A{echo} query B{echo}"}""", 400, "OPERATION_NOT_FOUND")]
    [InlineData(GraphQL, """{"query":"query A{echo}","operationName":"B"}""", 400, "OPERATION_NOT_FOUND")]
    [InlineData(GraphQL, """{"query":"fragment F on Query{echo}"}""", 400, "OPERATION_NOT_FOUND")]
    [InlineData(Json, "{", 400, "BAD_REQUEST")]
    [InlineData(Json, "", 400, "BAD_REQUEST")]
    [InlineData(Json, "[]", 400, "BAD_REQUEST")]
    [InlineData(Json, "{}", 400, "BAD_REQUEST")]
    [InlineData(Json, """{"query":""}""", 400, "BAD_REQUEST")]
    [InlineData(Json, """{"query":7}""", 400, "BAD_REQUEST")]
    [InlineData(Json, """{"query":"{echo}","query":"{caller}"}""", 400, "BAD_REQUEST")]
    [InlineData(Json, """{"query":"{echo}","variables":[]}""", 400, "BAD_REQUEST")]
    [InlineData(Json, """{"query":"{echo}","extensions":"x"}""", 400, "BAD_REQUEST")]
    [InlineData(Json, """{"query":"{echo}","variables":{"a":"\ud800"}}""", 400, "BAD_REQUEST")]
    [InlineData(Json, """{"query":"\ud800"}""", 400, "BAD_REQUEST")]
    [InlineData(Json, """{"query":"subscription{ticks}"}""", 400, "SUBSCRIPTION_NEEDS_SOCKET")]
    [InlineData(GraphQL, """{"query":"{signIn}"}""", 401, "UNAUTHENTICATED")]
    [InlineData(Json, """{"query":"{signIn}"}""", 200, "UNAUTHENTICATED")]
    [InlineData(GraphQL, """{"query":"{echo signInHere}"}""", 200, "UNAUTHENTICATED")]
    [InlineData(GraphQL, """{"query":"{crashAll}"}""", 500, "INTERNAL")]
    [InlineData(GraphQL, """{"query":"{crash}"}""", 200, "INTERNAL")]
    public async Task Post_is_answered_with(string accept, string body, int status, string? code)
    {
        await using var server = await TransportServer.StartAsync();
        using var response = await server.PostAsync(body, accept);

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal(accept + "; charset=utf-8", response.Content.Headers.ContentType?.ToString());
        Assert.Equal(code, await response.CodeAsync());
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("multipart/form-data; boundary=x")]
    [InlineData("application/json; charset=utf-16")]
    [InlineData("application/graphql")]
    [InlineData(null)]
    public async Task Post_without_JSON_in_UTF8_is_415(string? contentType)
    {
        await using var server = await TransportServer.StartAsync();
        using var content = new ByteArrayContent("""{"query":"mutation{add(by:1)}"}"""u8.ToArray());
        if (contentType is not null)
            content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        using var response = await server.Http.PostAsync("", content, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, response.StatusCode);
        Assert.Equal("UNSUPPORTED_MEDIA_TYPE", await response.CodeAsync());
        Assert.Equal(0, server.World.Total);
    }

    [Fact]
    public async Task Compressed_body_is_415()
    {
        await using var server = await TransportServer.StartAsync();
        using var content = new StringContent("{}", Encoding.UTF8, Json);
        content.Headers.ContentEncoding.Add("gzip");
        using var response = await server.Http.PostAsync("", content, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, response.StatusCode);
    }

    [Theory]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    [InlineData("PATCH")]
    [InlineData("OPTIONS")]
    public async Task Other_methods_are_405(string method)
    {
        await using var server = await TransportServer.StartAsync();
        using var request = new HttpRequestMessage(new HttpMethod(method), "");
        using var response = await server.Http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.MethodNotAllowed, response.StatusCode);
        Assert.Equal(["GET", "POST"], response.Content.Headers.Allow);
        Assert.Equal("METHOD_NOT_ALLOWED", await response.CodeAsync());
    }

    [Theory]
    [InlineData(Json)]
    [InlineData(GraphQL)]
    public async Task Mutation_by_GET_is_405_and_not_run(string accept)
    {
        await using var server = await TransportServer.StartAsync();
        using var response = await server.GetAsync("?query=mutation{add(by:1)}", accept);

        Assert.Equal(HttpStatusCode.MethodNotAllowed, response.StatusCode);
        Assert.Equal(["POST"], response.Content.Headers.Allow);
        Assert.Equal("METHOD_NOT_ALLOWED", await response.CodeAsync());
        Assert.Equal(0, server.World.Total);
    }

    [Fact]
    public async Task Get_takes_operation_name_and_variables()
    {
        await using var server = await TransportServer.StartAsync();
        var query = Uri.EscapeDataString("query A($t:String){echo(text:$t)} query B{echo}");
        var variables = Uri.EscapeDataString("""{"t":"Привет 👋 \"x\""}""");
        using var response = await server.GetAsync($"?query={query}&operationName=A&variables={variables}&extensions={{}}", GraphQL);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("Привет 👋 \"x\"", (await response.JsonAsync()).GetProperty("data").GetProperty("echo").GetString());
        Assert.Contains("Привет", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("?query=")]
    [InlineData("?query={echo}&query={echo}")]
    [InlineData("?query={echo}&variables={")]
    [InlineData("?query={echo}&variables=[]")]
    [InlineData("?query={echo}&extensions=7")]
    public async Task Malformed_GET_is_400(string query)
    {
        await using var server = await TransportServer.StartAsync();
        using var response = await server.GetAsync(query, Json);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("BAD_REQUEST", await response.CodeAsync());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Body_above_the_limit_is_413(bool lengthIsKnown)
    {
        await using var server = await TransportServer.StartAsync(o => o.MaxBodyBytes = 1000);
        using var fits = await server.PostAsync(BodyOf(1000), Json);
        Assert.Equal(HttpStatusCode.OK, fits.StatusCode);

        using var request = new HttpRequestMessage(HttpMethod.Post, "") { Content = new StringContent(BodyOf(1001), Encoding.UTF8, Json) };
        request.Headers.TransferEncodingChunked = !lengthIsKnown;
        using var response = await server.Http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        Assert.Equal("BODY_TOO_LARGE", await response.CodeAsync());
        Assert.Equal(1000, (await response.ErrorAsync()).GetProperty("extensions").GetProperty("limit").GetInt32());
    }

    [Fact]
    public async Task Refused_token_is_401_with_a_challenge()
    {
        await using var server = await TransportServer.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "?query={echo}");
        request.Headers.Add("Authorization", "Bearer forged");
        using var response = await server.Http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Equal("Bearer", response.Headers.WwwAuthenticate.ToString());
        Assert.Equal("UNAUTHENTICATED", await response.CodeAsync());
    }

    [Fact]
    public async Task Validation_error_names_the_rule_of_the_specification()
    {
        await using var server = await TransportServer.StartAsync();
        using var response = await server.PostAsync("""{"query":"{nothing}"}""", GraphQL);
        Assert.Equal("5.3.1", (await response.ErrorAsync()).GetProperty("extensions").GetProperty("rule").GetString());
    }

    private static string BodyOf(int bytes)
    {
        var empty = JsonSerializer.Serialize(new { query = "{echo}", padding = "" });
        return JsonSerializer.Serialize(new { query = "{echo}", padding = new string('x', bytes - empty.Length) });
    }
}
