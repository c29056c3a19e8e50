using System.Text.Json;
using Engagement.Articles;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Engagement.Server.Auth;

/// <summary>Believes tickets that the publisher signed, by <see cref="TicketOptions"/>. Tickets are never logged.</summary>
internal sealed class SignedTickets : IArticleTickets
{
    /// <summary>Characters of a ticket: an article's fields at their limits fit.</summary>
    private const int MaxLength = 32 * 1024;

    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    private static readonly JsonWebTokenHandler Tokens = new() { MapInboundClaims = false };

    private readonly TokenValidationParameters? _rules;
    private readonly TimeProvider _time;

    public SignedTickets(TicketOptions options, TimeProvider time, ILoggerFactory loggers)
    {
        _time = time;
        if (!options.IsOn)
            return;
        _rules = new TokenValidationParameters
        {
            RequireSignedTokens = true,
            RequireAudience = true,
            ValidAlgorithms = IdentityOptions.Asymmetric,
            ValidAudience = options.Audience,
            IssuerValidator = (issuer, _, _) => issuer == options.Issuer
                ? issuer
                : throw new SecurityTokenInvalidIssuerException("The issuer is not the configured one."),
            LifetimeValidator = (from, until, _, _) => CheckTime(from, until, options.ClockSkew),
            IssuerSigningKeys = [.. options.PublicKeys.Select(TicketOptions.ReadKey).OfType<SecurityKey>()],
            TryAllIssuerSigningKeys = true,
        };
        if (!string.IsNullOrWhiteSpace(options.JwksFile))
            _rules.ConfigurationManager = new JwksFile(options.JwksFile, time, loggers.CreateLogger<JwksFile>());
    }

    public async Task<TicketReading> ReadAsync(string ticket, CancellationToken cancel)
    {
        if (_rules is null)
            return NoTickets.Off;
        if (ticket.Length > MaxLength || Parse(ticket) is not var (token, payload))
            return TicketReading.Refused(TicketProblem.Malformed, "The ticket is no signed JSON Web Token.");
        var result = await Tokens.ValidateTokenAsync(token, _rules);
        var article = Claims(payload) is { } claims
            ? new ArticleInput { Key = claims.Key, Url = claims.Url, Title = claims.Title, Channels = claims.Channels ?? [] }
            : null;
        if (!result.IsValid)
            return Refused(article, result.Exception);
        return article is not null
            ? new(article, null)
            : TicketReading.Refused(TicketProblem.Malformed, "The ticket needs the claims `key`, `url` and `title`, strings, and may have `channels`, an array of strings.");
    }

    /// <exception cref="SecurityTokenException">Without an end, or not valid now.</exception>
    private bool CheckTime(DateTime? from, DateTime? until, TimeSpan skew)
    {
        var now = _time.GetUtcNow().UtcDateTime;
        if (until is not { } end)
            throw new SecurityTokenNoExpirationException("The ticket has no `exp`.");
        if (end <= now - skew) // not the sum: `exp` may be the last instant there is
            throw new SecurityTokenExpiredException("The ticket has expired.");
        return from > now + skew ? throw new SecurityTokenNotYetValidException("The ticket is not valid yet.") : true;
    }

    private static TicketReading Refused(ArticleInput? article, Exception fault) => fault switch
    {
        SecurityTokenExpiredException => TicketReading.Refused(TicketProblem.Expired, "The ticket has expired.", article),
        SecurityTokenNotYetValidException => TicketReading.Refused(TicketProblem.NotYetValid, "The ticket is not valid yet."),
        SecurityTokenNoExpirationException => TicketReading.Refused(TicketProblem.Malformed, "The ticket has no `exp`."),
        SecurityTokenInvalidAudienceException => TicketReading.Refused(TicketProblem.Audience, "The ticket is made for another audience."),
        SecurityTokenInvalidIssuerException => TicketReading.Refused(TicketProblem.Issuer, "The ticket has another issuer."),
        _ => TicketReading.Refused(TicketProblem.Signature, "The ticket is not signed by a key of the publisher's."),
    };

    /// <summary>What the token says, whoever signed it; null if it is none.</summary>
    private static (JsonWebToken Token, JsonElement Payload)? Parse(string ticket)
    {
        try
        {
            var token = new JsonWebToken(ticket);
            var payload = JsonSerializer.Deserialize<JsonElement>(Base64UrlEncoder.DecodeBytes(token.EncodedPayload)); // its own reading of claims lets other types pass for strings
            return payload.ValueKind == JsonValueKind.Object ? (token, payload) : null;
        }
        catch (Exception e) when (e is ArgumentException or FormatException or JsonException)
        {
            return null;
        }
    }

    private static TicketClaims? Claims(JsonElement payload)
    {
        try
        {
            return payload.Deserialize<TicketClaims>(Json) is { } claims && claims.Channels?.Contains(null!) != true ? claims : null; // the serializer lets nulls into lists
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private sealed record TicketClaims(string Key, string Url, string Title, IReadOnlyList<string>? Channels = null);
}
