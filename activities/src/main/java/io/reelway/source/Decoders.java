package io.reelway.source;

/**
 * Codecs that cameras, phones, editors and broadcasters write: names of ffmpeg's decoders in all
 * implementations, and of their codecs if those differ. The hundreds of other decoders, for old
 * games and players, are excluded to reduce the attack surface.
 */
final class Decoders {
  private static final String PICTURE =
      "h264,hevc,vp8,libvpx,vp9,libvpx-vp9,av1,libdav1d,libaom-av1,vvc,mpeg1video,mpeg2video,"
          + "mpegvideo,mpeg4,msmpeg4v1,msmpeg4v2,msmpeg4v3,msmpeg4,h263,h263i,h263p,flv1,flv,vp6,vp6a,vp6f,"
          + "mjpeg,mjpegb,prores,dnxhd,cfhd,dvvideo,wmv1,wmv2,wmv3,vc1,theora,vp3,svq1,svq3,"
          + "rawvideo,ffv1,ffvhuff,huffyuv,utvideo,qtrle,png,jpeg2000,cinepak,msvideo1,v210,"
          + "r210,yuv4,indeo3,indeo5,rpza,flashsv,flashsv2,tscc,camtasia,tscc2,zmbv,lagarith,magicyuv,"
          + "hap,gif";

  static final String SOUND =
      "aac,aac_latm,mp3,mp3float,mp2,mp2float,mp1,mp1float,ac3,eac3,dts,dca,truehd,mlp,opus,libopus,"
          + "vorbis,flac,alac,wmav1,wmav2,wmapro,wmalossless,wmavoice,amr_nb,amrnb,amr_wb,amrwb,"
          + "libopencore_amrnb,libopencore_amrwb,speex,libspeex,nellymoser,adpcm_ima_qt,"
          + "adpcm_ima_wav,adpcm_ms,adpcm_swf,adpcm_yamaha,adpcm_g726,g726,gsm,gsm_ms,qdm2,qdmc,mace3,mace6,"
          + "tta,wavpack,s302m,dvaudio,pcm_alaw,pcm_mulaw,pcm_bluray,pcm_dvd,pcm_u8,pcm_s8,"
          + "pcm_s16le,pcm_s16be,pcm_u16le,pcm_u16be,pcm_s24le,pcm_s24be,pcm_s32le,pcm_s32be,"
          + "pcm_f32le,pcm_f32be,pcm_f64le,pcm_f64be,pcm_s16le_planar,pcm_s24le_planar,"
          + "pcm_s32le_planar,pcm_vidc";

  /**
   * Subtitles are never decoded, but ffprobe gives up on a file when it may not open all tracks.
   */
  private static final String SUBTITLES =
      "srt,subrip,ass,ssa,mov_text,webvtt,text,hdmv_text,pgssub,dvdsub,dvbsub,xsub,cc_dec,"
          + "libzvbi_teletextdec,microdvd,subviewer,subviewer1,stl,realtext,sami,jacosub";

  static final String VIDEO = PICTURE + "," + SOUND + "," + SUBTITLES;

  private Decoders() {}
}
