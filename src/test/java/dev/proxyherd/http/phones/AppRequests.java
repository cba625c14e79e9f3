package dev.proxyherd.http.phones;

/** What the apps send, as their sources have it. */
public final class AppRequests {
  /** OwnTracks for Android 2.5 in HTTP mode: MessageLocation and HttpMessageProcessorEndpoint. */
  public static final String OWNTRACKS_ANDROID =
      """
      {"_type":"location","_id":"c5bf0e62","acc":12,"alt":154,"batt":54,"bs":1,"conn":"w",\
      "created_at":1695137010,"lat":51.2217412,"lon":6.7762006,"m":1,"motionactivities":["still"],\
      "source":"fused","t":"u","tid":"ne","topic":"owntracks/jane/phone","tst":1695137004,\
      "vac":2,"vel":0}\
      """;

  /** OwnTracks for iOS: the booklet's example of a location. */
  public static final String OWNTRACKS_IOS =
      """
      {"cog":271,"batt":41,"lon":2.29513,"acc":5,"bs":1,"p":100.594,"created_at":1497476460,\
      "BSSID":"c0:ff:ee:15:90:0d","SSID":"Eiffel","vel":61,"vac":21,"lat":48.85833,\
      "topic":"owntracks/jane/tablet","t":"u","conn":"w","m":1,"tst":1497476456,"alt":167,\
      "_type":"location","tid":"JJ"}\
      """;

  /** With an encryption key set in the app. */
  public static final String OWNTRACKS_ENCRYPTED =
      """
      {"_type":"encrypted","data":"c2VjcmV0Ym94IG9mIGxpYnNvZGl1bSwgd2hpY2ggb25seSBmcmllbmRzIGNhbiBvcGVu"}\
      """;

  /** Traccar Client up to version 8: ProtocolFormatter; a POST without a body. */
  public static final String TRACCAR_8 =
      "?id=123456&timestamp=1700000000&lat=48.8584&lon=2.2945&speed=0.0&bearing=0.0"
          + "&altitude=35.0&accuracy=12.5&batt=88.0";

  /** Traccar Client 9: the location template of its preferences. */
  public static final String TRACCAR_9 =
      """
      {"location":{"timestamp":"2025-06-16T10:11:12.345Z","coords":{"latitude":52.5200066,\
      "longitude":13.404954,"accuracy":5.2,"speed":-1,"heading":-1,"altitude":34.1},\
      "is_moving":false,"odometer":1045.6,"event":"motionchange",\
      "battery":{"level":0.8,"is_charging":false},"activity":{"type":"still"},"extras":{},\
      "_":"&id=berlin&lat=52.5200066&lon=13.404954&timestamp=2025-06-16T10:11:12.345Z&"},\
      "device_id":"berlin"}\
      """;

  /** Traccar Client 10: HttpUploader of its SDK. */
  public static final String TRACCAR_10 =
      "id=lisbon&lat=38.7222524&lon=-9.1393366&timestamp=1788259495&accuracy=11.5&altitude=52.3"
          + "&speed=0.0&bearing=271.4&batt=64.0&charge=false";

  /** The same where it is told to send JSON. */
  public static final String TRACCAR_10_JSON =
      """
      [{"id":"lisbon","lat":38.7222524,"lon":-9.1393366,"timestamp":1788259495,"accuracy":11.5,\
      "speed":0.0,"batt":64.0,"charge":false},{"id":"lisbon","lat":38.7223,"lon":-9.1394,\
      "timestamp":1788259555}]\
      """;

  private AppRequests() {}
}
