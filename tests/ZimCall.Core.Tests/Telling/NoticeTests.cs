namespace ZimCall.Core.Tests.Telling;

public class NoticeTests
{
    [Theory]
    [InlineData(DeviceScope.All, "bob", "pc", true)]
    [InlineData(DeviceScope.All, "bob", "phone", true)]
    [InlineData(DeviceScope.Only, "bob", "pc", true)]
    [InlineData(DeviceScope.Only, "bob", "phone", false)]
    [InlineData(DeviceScope.AllBut, "bob", "pc", false)]
    [InlineData(DeviceScope.AllBut, "bob", "phone", true)]
    [InlineData(DeviceScope.All, "zoe", "pc", false)]
    [InlineData(DeviceScope.AllBut, "zoe", "phone", false)]
    public void Which_devices_it_includes(DeviceScope scope, string user, string device, bool included) =>
        new Notice("bob", scope, scope == DeviceScope.All ? "" : "pc", CallEvent.Received.Instance).Includes(user, device).Should().Be(included);
}
