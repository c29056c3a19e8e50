# Builds the server and nothing else; tests run outside (.ci/run).
FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /source
COPY global.json Directory.Build.props Directory.Packages.props .editorconfig ./
COPY src ./src
RUN dotnet publish src/Engagement.Server/Engagement.Server.csproj --configuration Release --output /app

# Without a shell and without root; ICU is needed for time zones and characters as readers count them.
FROM mcr.microsoft.com/dotnet/aspnet:10.0-noble-chiseled-extra
WORKDIR /app
COPY --from=build /app ./
# The file system may be read-only: a server database keeps the data, and /tmp is a tmpfs (see compose.yaml).
ENV ASPNETCORE_HTTP_PORTS=8080 \
    DOTNET_EnableDiagnostics=0 \
    Storage__Directory=/tmp/engagement
USER $APP_UID
EXPOSE 8080
STOPSIGNAL SIGTERM
ENTRYPOINT ["dotnet", "Engagement.Server.dll"]
