# zimcall-server as an image without a shell or a package manager, run by a user that is not root.
#
#   docker build -t zimcall-server .
#   docker run -p 7350:7350 -v /etc/zimcall:/etc/zimcall:ro -e ZIMCALL_CONFIG=/etc/zimcall/server.json \
#     -v zimcall:/data -e ZIMCALL_DATA=/data zimcall-server
#
# More in docs/operations.md.

FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /source
COPY . .
RUN dotnet publish src/ZimCall.Host -c Release -o /app -p:UseAppHost=false

# Made here, for the image below has nothing to make a folder or give it away with.
RUN mkdir /data

FROM mcr.microsoft.com/dotnet/aspnet:10.0-noble-chiseled
WORKDIR /app
COPY --from=build /app .
COPY --from=build --chown=$APP_UID:$APP_UID /data /data
USER $APP_UID

# Comes before what the file says: in a container it is the mapping of ports that says where to listen. Other machines reach it, so
# it needs a certificate, or to be told that clear text is meant: ZIMCALL_URLS=http://*:7350 and ZIMCALL_ALLOW_CLEAR_TEXT=true.
ENV ZIMCALL_URLS=https://*:7350
EXPOSE 7350
VOLUME /data
HEALTHCHECK --interval=10s --timeout=5s --start-period=5s CMD ["dotnet", "/app/zimcall-server.dll", "health"]
ENTRYPOINT ["dotnet", "/app/zimcall-server.dll"]
