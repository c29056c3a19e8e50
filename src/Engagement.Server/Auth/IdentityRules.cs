using Microsoft.Extensions.Options;

namespace Engagement.Server.Auth;

/// <summary>What <see cref="IdentityOptions"/> must be for the server to start.</summary>
internal sealed class IdentityRules(IHostEnvironment environment) : IValidateOptions<IdentityOptions>
{
    public ValidateOptionsResult Validate(string? name, IdentityOptions options)
    {
        var failures = Failures(options).ToList();
        return failures is [] ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private IEnumerable<string> Failures(IdentityOptions options)
    {
        foreach (var algorithm in options.Algorithms.Except(IdentityOptions.Asymmetric))
            yield return $"Identity:Algorithms: '{algorithm}' is not one of {string.Join(", ", IdentityOptions.Asymmetric)}.";

        if (options.IsUnset)
        {
            if (!environment.IsDevelopment())
                yield return "Identity: set Authority (an OpenID provider) or JwksFile. The server's own development key is "
                    + $"believed in the environment Development only; this one is {environment.EnvironmentName}.";
            yield break;
        }

        if (string.IsNullOrWhiteSpace(options.Audience))
            yield return "Identity:Audience is not set: tokens made for other services would be accepted.";

        if (!string.IsNullOrWhiteSpace(options.Authority))
        {
            if (!string.IsNullOrWhiteSpace(options.JwksFile))
                yield return "Identity: Authority and JwksFile are both set; one of them must go.";
            if (!Uri.TryCreate(options.Authority, UriKind.Absolute, out var authority)
                || (authority.Scheme != Uri.UriSchemeHttps && authority.Scheme != Uri.UriSchemeHttp))
                yield return "Identity:Authority is not an absolute http or https address.";
            else if (authority.Scheme == Uri.UriSchemeHttp && options.RequireHttpsMetadata)
                yield return "Identity:Authority is not https; Identity:RequireHttpsMetadata=false allows that.";
            else if (authority.Scheme == Uri.UriSchemeHttp && !authority.IsLoopback && !environment.IsDevelopment())
                yield return "Identity:Authority is not https: whoever sits between could put keys of his own there.";
            yield break;
        }

        if (string.IsNullOrWhiteSpace(options.Issuer))
            yield return "Identity:Issuer is not set; a key file does not name one.";
        if (JwksFile.TryRead(options.JwksFile ?? "", out _) is { } problem)
            yield return $"Identity:JwksFile: {problem}";
    }
}
