using System.Security.Claims;
using Engagement.Readers;
using Engagement.Server.Auth;
using Microsoft.IdentityModel.JsonWebTokens;
using Xunit;

namespace Engagement.Server.Tests.Auth;

public sealed class CallerTokenTests
{
    [Theory]
    [InlineData("""{"roles":["moderator","ADMIN","unknown"]}""", "roles", Roles.Moderator | Roles.Admin)]
    [InlineData("""{"roles":"reader  sponsor publisher"}""", "roles", Roles.Reader | Roles.Sponsor | Roles.Publisher)]
    [InlineData("""{"roles":[]}""", "roles", Roles.None)]
    [InlineData("""{"roles":7}""", "roles", Roles.None)]
    [InlineData("""{}""", "roles", Roles.None)]
    [InlineData("""{"realm_access":{"roles":["admin"]}}""", "realm_access.roles", Roles.Admin)]
    [InlineData("""{"realm_access":{"roles":"admin reader"}}""", "realm_access.roles", Roles.Admin | Roles.Reader)]
    [InlineData("""{"resource_access":{"a.b":{"roles":["admin"]}}}""", "resource_access.a.b.roles", Roles.Admin)]
    [InlineData("""{"https://site.example/roles":["admin"]}""", "https://site.example/roles", Roles.Admin)]
    [InlineData("""{"https://site.example/access":{"roles":["admin"]}}""", "https://site.example/access.roles", Roles.Admin)]
    [InlineData("""{"realm_access":{"roles":{"admin":true}}}""", "realm_access.roles", Roles.None)]
    [InlineData("""{"realm_access":"{\"roles\":[\"admin\"]}"}""", "realm_access.roles", Roles.None)]
    public void Roles_come_as_providers_write_them(string claims, string path, Roles roles) =>
        Assert.Equal(roles, From(claims, new() { RoleClaim = path }).Roles);

    [Theory]
    [InlineData("""{"badges":["Top Commenter","a","a",""]}""", new[] { "Top Commenter", "a" })]
    [InlineData("""{"badges":"Top Commenter"}""", new[] { "Top Commenter" })]
    [InlineData("""{"badges":[1,true,"x"]}""", new[] { "x" })]
    public void Badges_may_have_spaces(string claims, string[] badges) => Assert.Equal(badges, From(claims, new()).Badges);

    [Fact]
    public void Channels_advertisers_name_and_picture_are_read_from_their_claims()
    {
        var token = From(
            """{"areas":["war","china"],"spo":"Acme","profile":{"nick":"Ada","photo":"https://x.example/a.png"}}""",
            new() { ChannelsClaim = "areas", AdvertisersClaim = "spo", NameClaim = "profile.nick", PictureClaim = "profile.photo" });
        Assert.Equal(["war", "china"], token.Channels);
        Assert.Equal(["Acme"], token.Advertisers);
        Assert.Equal(("Ada", "https://x.example/a.png"), (token.Name, token.Picture));
    }

    [Theory]
    [InlineData("""{"iat":1700000000,"nbf":1600000000}""", 1700000000)]
    [InlineData("""{"nbf":1600000000}""", 1600000000)]
    [InlineData("""{}""", 0)]
    public void A_token_that_hides_its_age_is_never_newer(string claims, long issuedAt) =>
        Assert.Equal(issuedAt, From(claims, new()).IssuedAt.ToUnixTimeSeconds());

    [Fact]
    public void Nobody_has_no_token() => Assert.Null(CallerToken.From(new ClaimsPrincipal(new ClaimsIdentity()), new()));

    // Through the library that makes claims of a payload, as the handler does.
    private static CallerToken From(string claims, IdentityOptions options)
    {
        var payload = "{\"iss\":\"https://id.example\",\"sub\":\"ada\"," + claims[1..];
        var token = new JsonWebToken("""{"alg":"none"}""", payload.Replace(",}", "}"));
        return CallerToken.From(new ClaimsPrincipal(new ClaimsIdentity(token.Claims, "tests")), options)
            ?? throw new InvalidOperationException("The token has a subject.");
    }
}
